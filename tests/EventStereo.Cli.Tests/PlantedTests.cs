using System.Text.Json;
using EventStereo.Bench.Planted;
using EventStereo.Cli.Tests.Support;
using EventStereo.Search.Architecture;

namespace EventStereo.Cli.Tests;

/// <summary>One seed of each part of the planted benchmark; the searches take seconds, being what is tested.</summary>
public class PlantedTests
{
    public static TheoryData<string> Parts => [.. PlantedBenchmark.Parts.Select(part => part.Name)];

    [Theory]
    [InlineData("cells", "1")]
    [InlineData("tps", "3")]
    [InlineData("hns", "3")]
    public void A_search_finds_what_is_planted(string part, string seed)
    {
        EvsResult result = EvsProcess.Run("bench", "planted", "--part", part, "--seed", seed, "--seeds", "1", "--threads", "1", "--json", "-"); // one thread: with others sums are rounded otherwise

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement search = Assert.Single(Assert.Single(report.RootElement.GetProperty("parts").EnumerateArray()).GetProperty("results").EnumerateArray());
        Assert.Equal(search.GetProperty("planted").GetString(), search.GetProperty("found").GetString());
        Assert.True(search.GetProperty("recovered").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Another_seed_plants_another_architecture_of_the_space(string name)
    {
        PlantedPart part = Part(name);
        SubnetGenotype[] drawn = [.. Enumerable.Range(1, 10).Select(seed => part.Draw(new Random(seed)))];

        Assert.Equal(drawn[0], part.Draw(new Random(1)));
        Assert.True(drawn.Distinct().Count() >= 8, $"{drawn.Distinct().Count()} architectures in ten seeds");
        Assert.InRange(Enumerable.Range(1, 20_000).Select(seed => part.Draw(new Random(seed))).Distinct().Count(), part.Architectures * 9 / 10, part.Architectures);
    }

    [Fact]
    public void A_search_can_be_stopped()
    {
        using CancellationTokenSource stop = new();
        Stopping progress = new(stop);

        Assert.Throws<OperationCanceledException>(() => Part("cells").Run(seed: 1, progress, stop.Token));
        Assert.Equal(3, progress.Told);
    }

    [Theory]
    [InlineData("--part", "cell")]
    [InlineData("--seeds", "0")]
    public void A_value_out_of_range_is_exit_2(string option, string value) => Assert.Equal(2, EvsProcess.Run("bench", "planted", option, value).ExitCode);

    private static PlantedPart Part(string name) => PlantedBenchmark.Parts.Single(part => part.Name == name);

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<double>
    {
        public int Told { get; private set; }

        public void Report(double value)
        {
            if (++Told == 3)
            {
                stop.Cancel();
            }
        }
    }
}
