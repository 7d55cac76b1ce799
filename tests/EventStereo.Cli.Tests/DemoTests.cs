using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

[Collection(TinyRunCollection.Name)]
public sealed class DemoTests(TinyRun tiny) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Does_the_main_job_on_both_recordings()
    {
        EvsResult result = EvsProcess.Run("demo", "--network", tiny.Run, "--out", folder["out"]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("Summary", result.Output);
        foreach (string name in (string[])["pendulum.npz", "pendulum.png", "pendulum/window-00000.png", "pendulum/disparity-00059.npy", "scene.hdf5", "scene.png", "scene/window-00000.png"])
        {
            Assert.True(File.Exists(Path.Combine(folder["out"], name)), name);
        }

        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["out"], "summary.json")));
        Assert.Equal(16, summary.RootElement.GetProperty("conversion").GetProperty("dropped").GetProperty("outOfSensor").GetInt32());
        Assert.DoesNotContain(folder.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Interruption_is_130_and_leaves_no_temporary_file()
    {
        EvsResult result = EvsProcess.Interrupt("INT", () => folder.Files.Any(file => file.EndsWith(".npy", StringComparison.Ordinal)), "demo", "--network", tiny.Run, "--out", folder["out"]);

        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain(folder.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }
}
