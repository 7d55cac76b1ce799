using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

[Collection(TinyRunCollection.Name)]
public sealed class SearchReportTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string kept = Path.Combine(Repository.Root, "results", "spiking-artificial");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Runs_of_a_comparison_count_by_network()
    {
        EvsResult result = EvsProcess.Run("search", "report", kept, "--out", folder["report"], "--json", "-");

        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement[] networks = [.. report.RootElement.GetProperty("networks").EnumerateArray()];
        Assert.Equal(["artificial", "spiking"], networks.Select(network => network.GetProperty("name").GetString()));
        double[] scores = [.. Enumerable.Range(1, 3).Select(seed => Accuracy(Path.Combine(kept, $"spiking-{seed}")))];
        Assert.Equal(scores.Average(), networks[1].GetProperty("onePixelAccuracyPercent").GetDouble(), 9);
        Assert.Contains("| spiking | 3 |", File.ReadAllText(Path.Combine(folder["report"], "report.md")), StringComparison.Ordinal);
        Assert.Contains("spiking", File.ReadAllText(Path.Combine(folder["report"], "pareto.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_scored_on_data()
    {
        EvsResult result = EvsProcess.Run("search", "report", tiny.Run, "--data", tiny.Recording, "--out", folder["report"], "--json", "-");

        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.True(report.RootElement.GetProperty("networks")[0].GetProperty("mj").GetDouble() > 0);
    }

    [Fact]
    public void A_run_without_a_score_asks_for_data()
    {
        EvsResult result = EvsProcess.Run("search", "report", tiny.Run, "--out", folder["report"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("give --data", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["report"]));
    }

    private static double Accuracy(string run)
    {
        using JsonDocument score = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "score.json")));
        return 100 - score.RootElement.GetProperty("disparity").GetProperty("onePixelErrorPercent").GetDouble();
    }
}
