using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

[Collection(TinyRunCollection.Name)]
public sealed class StreamTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reports_latencies_in_order_and_the_windows_on_time()
    {
        JsonElement report = Json("stream", tiny.Run, tiny.Recording, "--warm-up", "1", "--json", "-");

        double p50 = report.GetProperty("p50Ms").GetDouble(), p95 = report.GetProperty("p95Ms").GetDouble(), p99 = report.GetProperty("p99Ms").GetDouble();
        Assert.True(p50 > 0 && p95 >= p50 && p99 >= p95 && report.GetProperty("maxMs").GetDouble() >= p99);
        Assert.InRange(report.GetProperty("onTimePercent").GetDouble(), 0, 100);
        int windows = report.GetProperty("windows").GetInt32();
        Assert.Equal((4, 3, 1), (windows, report.GetProperty("measuredWindows").GetInt32(), report.GetProperty("warmUpWindows").GetInt32()));
        foreach (string part in (string[])["encode", "networkStep", "readout"])
        {
            Assert.InRange(report.GetProperty(part).GetProperty("p50Ms").GetDouble(), 0, p99);
        }
    }

    [Fact]
    public void Maps_are_those_of_predict_byte_by_byte()
    {
        Assert.Equal(0, EvsProcess.Run("predict", tiny.Run, tiny.Recording, "--out", folder["predicted"]).ExitCode);
        Assert.Equal(0, EvsProcess.Run("stream", tiny.Run, tiny.Recording, "--out", folder["streamed"]).ExitCode);

        string[] maps = [.. Directory.GetFiles(folder["predicted"]).Select(file => Path.GetFileName(file)).Where(name => name != "predictions.json").Order()];
        Assert.Equal(12, maps.Length); // disparity, depth and a picture of four windows
        Assert.Equal(maps, Directory.GetFiles(folder["streamed"]).Select(file => Path.GetFileName(file)).Order());
        Assert.All(maps, name => Assert.Equal(File.ReadAllBytes(Path.Combine(folder["predicted"], name)), File.ReadAllBytes(Path.Combine(folder["streamed"], name))));
    }

    [Theory]
    [InlineData("1e-3", 0)]
    [InlineData("1000000", 100)]
    public void The_budget_decides_what_is_on_time(string budgetMs, double percent) =>
        Assert.Equal(percent, Json("stream", tiny.Run, tiny.Recording, "--warm-up", "0", "--budget-ms", budgetMs, "--json", "-").GetProperty("onTimePercent").GetDouble());

    [Fact]
    public void Nothing_but_warm_up_has_no_latency()
    {
        JsonElement report = Json("stream", tiny.Run, tiny.Recording, "--warm-up", "100", "--json", "-");

        Assert.Equal((0, 4), (report.GetProperty("measuredWindows").GetInt32(), report.GetProperty("windows").GetInt32()));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("p50Ms").ValueKind);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("onTimePercent").ValueKind);
    }

    [Fact]
    public void Interrupted_it_reports_what_was_measured_and_exits_130()
    {
        // After the first window it waits 1.4 s for the end of the second: the signal comes within that time.
        string json = folder["report.json"];
        EvsResult result = EvsProcess.Interrupt(
            "INT", () => File.Exists(folder[Path.Combine("maps", "disparity-00000.npy")]),
            "stream", tiny.Run, Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5"), "--sensor", "128x128", "--warm-up", "0", "--pace", "realtime", "--window-us", "1400000", "--out", folder["maps"], "--json", json);

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("interrupted", result.Error);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(json));
        Assert.True(report.RootElement.GetProperty("interrupted").GetBoolean());
        Assert.InRange(report.RootElement.GetProperty("windows").GetInt32(), 1, 2);
    }

    [Theory]
    [InlineData("stream nowhere x.hdf5", 3, "nowhere")]
    [InlineData("stream stereo-small x.hdf5", 3, "x.hdf5")]
    [InlineData("stream stereo-small x.hdf5 --budget-ms 0", 2, "--budget-ms")]
    [InlineData("stream stereo-small x.hdf5 --window-us 10", 2, "--window-us")]
    [InlineData("stream stereo-small x.hdf5 --pace slow", 2, "slow")]
    [InlineData("stream stereo-small x.hdf5 --warm-up -1", 2, "--warm-up")]
    public void Wrong_use_is_one_line(string line, int code, string hint)
    {
        EvsResult result = EvsProcess.Run(line.Split(' '));

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
    }

    private static JsonElement Json(params string[] arguments)
    {
        EvsResult result = EvsProcess.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }
}
