using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class ViewTests : IDisposable
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Paints_every_nth_window_of_the_interval_and_an_animation()
    {
        string sample = Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5");

        EvsResult result = EvsProcess.Run("view", sample, "--out", folder["pictures"], "--from-us", "1000000", "--to-us", "1500000", "--every", "5", "--video");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["view.png", "window-00000.png", "window-00005.png"], folder.Files.Select(Path.GetFileName).Order());
        Assert.All(folder.Files, file => Assert.Equal(PngSignature, File.ReadAllBytes(file)[..8]));
    }

    [Fact]
    public void Windows_end_at_the_ground_truth_where_there_is_one()
    {
        Assert.Equal(0, EvsProcess.Run("simulate", folder["scene.hdf5"], "--preset", "training", "--set", "durationMs=160").ExitCode);

        Assert.Equal(0, EvsProcess.Run("view", folder["scene.hdf5"], "--out", folder["pictures"]).ExitCode);

        Assert.Equal(3, Directory.GetFiles(folder["pictures"]).Length);
    }

    [Fact]
    public void An_empty_interval_is_exit_2()
    {
        EvsResult result = EvsProcess.Run("view", Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5"), "--out", folder["pictures"], "--from-us", "9000000");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--from-us", Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }
}
