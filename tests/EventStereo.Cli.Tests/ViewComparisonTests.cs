using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

[Collection(TinyRunCollection.Name)]
public sealed class ViewComparisonTests(TinyRun tiny) : IDisposable
{
    private const string Sample = "pendulum_3s_mvsec_gzip.hdf5";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scores_under_the_pictures_are_those_of_evaluate()
    {
        JsonElement viewed = Json("view", tiny.Recording, "--out", folder["pictures"], "--run", tiny.Run, "--baselines", "--frames", "50", "--video", "--json", "-");
        JsonElement evaluated = Json("evaluate", tiny.Run, "--data", tiny.Recording, "--baselines", "--protocol", "events", "--json", "-");

        Assert.Equal(["sheet.png", "view.png"], folder.Files.Select(Path.GetFileName).Order());
        JsonElement[] frames = [.. viewed.GetProperty("frames").EnumerateArray()];
        Assert.Equal(evaluated.GetProperty("frames").GetInt32(), frames.Length);
        JsonElement[] methods = [.. evaluated.GetProperty("methods").EnumerateArray()];
        for (int i = 0; i < methods.Length; i++)
        {
            JsonElement[] shown = [.. frames.Select(frame => frame.GetProperty("methods")[i])];
            Assert.All(shown, method => Assert.Equal(methods[i].GetProperty("name").GetString(), method.GetProperty("name").GetString()));
            foreach (string key in (string[])["onePixelAccuracyPercent", "meanDisparityErrorPx"])
            {
                Assert.Equal(methods[i].GetProperty(key).GetDouble(), shown.Average(method => method.GetProperty(key).GetDouble()), 1e-6);
            }
        }
    }

    [Fact]
    public void Chosen_times_find_the_nearest_ground_truth()
    {
        JsonElement report = Json("view", tiny.Recording, "--out", folder["pictures"], "--run", tiny.Run, "--at-us", "158000,95000", "--pixels", "dense", "--json", "-");

        Assert.Equal([100_000L, 150_000L], report.GetProperty("frames").EnumerateArray().Select(frame => frame.GetProperty("toUs").GetInt64()));
    }

    [Fact]
    public void Without_ground_truth_there_are_predictions_alone()
    {
        JsonElement report = Json("view", Repository.File("samples", Sample), "--sensor", "128x128", "--out", folder["pictures"], "--run", "stereo-small", "--at-us", "100000", "--json", "-");

        JsonElement frame = Assert.Single(report.GetProperty("frames").EnumerateArray());
        Assert.Equal(0, frame.GetProperty("methods").GetArrayLength());
        Assert.InRange(100_000, frame.GetProperty("fromUs").GetInt64(), frame.GetProperty("toUs").GetInt64() - 1);
        Assert.Equal("sheet.png", Path.GetFileName(Assert.Single(folder.Files)));
    }

    [Theory]
    [InlineData("--at-us 99000000", 2, "--at-us")]
    [InlineData("--at-us soon", 2, "soon")]
    [InlineData("--frames 0", 2, "--frames")]
    [InlineData("--pixels some", 2, "some")]
    [InlineData("--run nowhere", 3, "nowhere")]
    public void Wrong_use_is_one_line_and_writes_nothing(string options, int code, string hint)
    {
        EvsResult result = EvsProcess.Run(["view", Repository.File("samples", Sample), "--sensor", "128x128", "--out", folder["pictures"], .. options.Split(' ')]);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    private static JsonElement Json(params string[] arguments)
    {
        EvsResult result = EvsProcess.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }
}
