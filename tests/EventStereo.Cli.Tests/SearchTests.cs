using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

[Collection(TinyRunCollection.Name)]
public sealed class SearchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string[] search;

    public SearchTests(TinyRun tiny)
    {
        ArgumentNullException.ThrowIfNull(tiny);
        Directory.CreateDirectory(folder["data"]);
        File.Copy(tiny.Recording, Path.Combine(folder["data"], "a.hdf5"));
        File.Copy(tiny.Recording, Path.Combine(folder["data"], "b.hdf5")); // the two levels share no recording
        search =
        [
            "search", "stereo", "--data", folder["data"], "--threads", "1", "--set", "search.epochs=2", "--set", "search.warmUpEpochs=1", "--set", "search.stepsPerEpoch=2",
            "--set", "space.feature.trellis.layers=1", "--set", "space.matching.trellis.layers=1", "--set", "space.matching.trellis.maxLevel=1",
            "--set", "space.matching.cell.operations=[\"skip_connect\",\"snn_3x3\"]", .. TinyRun.Options,
        ];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Finds_a_genotype_and_time_constants_on_it_that_a_training_takes()
    {
        EvsResult spatial = EvsProcess.Run([.. search, "--run", folder["spatial"], "--json", folder["report.json"]]);
        Assert.True(spatial.ExitCode == 0, spatial.Error);
        string found = Path.Combine(folder["spatial"], "genotype.json");
        EvsResult temporal = EvsProcess.Run([.. search, "--run", folder["temporal"], "--tps", "--genotype", found, "--dgs", "--set", "dgs.every=1", "--set", "dgs.warmUpSteps=1", "--set", "dgs.batches=1"]);
        Assert.True(temporal.ExitCode == 0, temporal.Error);
        foreach (string run in (string[])["spatial", "temporal"])
        {
            EvsResult decode = EvsProcess.Run("decode", folder[run], "--epoch", "1", "--out", folder[$"{run}-pictures"]);
            Assert.True(decode.ExitCode == 0, decode.Error);
            Assert.True(File.Exists(Path.Combine(folder[$"{run}-pictures"], run == "spatial" ? "matching.alpha.svg" : "matching.gamma.svg")));
            Assert.Equal(run == "temporal", File.Exists(Path.Combine(folder[$"{run}-pictures"], "surrogates.svg")));
        }

        EvsResult train = EvsProcess.Run(
            ["train", "stereo", "--data", folder["data"], "--run", folder["run"], "--genotype", Path.Combine(folder["temporal"], "genotype.json"), "--set", "training.steps=1", .. TinyRun.Options]);
        Assert.True(train.ExitCode == 0, train.Error);

        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["report.json"]));
        Assert.Equal(2, report.RootElement.GetProperty("epochs").GetInt32());
        Assert.True(report.RootElement.GetProperty("mj").GetDouble() > 0);
        Assert.Equal(Integers(report.RootElement.GetProperty("matchingPath")), Integers(Genotype(folder["run"]).GetProperty("matching").GetProperty("path")));
        Assert.Contains("--tps", Genotype(folder["run"]).GetProperty("provenance").GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_hybrid_network_within_a_budget_and_counts_its_energy_by_channel()
    {
        string[] hybrid = [.. search, "--hns", "--genotype", "spikedhs-stereo", "--set", "search.architectureLearningRate=1"];
        EvsResult free = EvsProcess.Run([.. hybrid, "--run", folder["free"], "--json", folder["free.json"]]);
        Assert.True(free.ExitCode == 0, free.Error);
        EvsResult none = EvsProcess.Run([.. hybrid, "--run", folder["none"], "--budget-mj", "1e-9"]);
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("over the budget", none.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"relu\"", File.ReadAllText(Path.Combine(folder["none"], "genotype.json")), StringComparison.Ordinal);
        Assert.Contains("\"relu\"", File.ReadAllText(Path.Combine(folder["free"], "genotype.json")), StringComparison.Ordinal);

        EvsResult decode = EvsProcess.Run("decode", folder["free"], "--out", folder["pictures"]);
        Assert.True(decode.ExitCode == 0, decode.Error);
        Assert.Contains("artificial", File.ReadAllText(Path.Combine(folder["pictures"], "feature.gamma.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_by_a_signal_and_resumed_equals_never_stopped()
    {
        string[] longer = [.. search, "--set", "search.epochs=4"];
        Assert.Equal(0, EvsProcess.Run([.. longer, "--run", folder["whole"]]).ExitCode);
        string first = Path.Combine(folder["stopped"], "genotypes", "epoch-0001.json");

        EvsResult stopped = EvsProcess.Interrupt("INT", () => File.Exists(first), [.. longer, "--run", folder["stopped"]]);
        Assert.Equal(130, stopped.ExitCode);
        EvsResult resumed = EvsProcess.Run("search", "stereo", "--run", folder["stopped"], "--resume", "--threads", "1");

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        foreach (string name in (string[])["genotype.json", "weights.safetensors", "metrics.jsonl"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], name)), File.ReadAllBytes(Path.Combine(folder["stopped"], name)));
        }
    }

    [Theory]
    [InlineData("--set space.matching.cell.operations=[\"snn_7x7\"]", "operations")]
    [InlineData("--set space.feature.trellis.layers=0", "space.feature.trellis.layers")]
    [InlineData("--genotype spikedhs-stereo", "--tps")]
    [InlineData("--tps --genotype nothing", "nothing")]
    [InlineData("--resume", "--data")]
    public void Wrong_configuration_is_one_line_and_leaves_no_run(string arguments, string hint)
    {
        EvsResult result = EvsProcess.Run([.. search, "--run", folder["run"], .. arguments.Split(' ')]);

        Assert.InRange(result.ExitCode, 2, 3);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
        Assert.False(File.Exists(Path.Combine(folder["run"], "config.json")));
    }

    private static int[] Integers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt32())];

    private static JsonElement Genotype(string run) => JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "genotype.json"))).RootElement.Clone();
}
