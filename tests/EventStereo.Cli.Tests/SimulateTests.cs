using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_a_recording_with_ground_truth_that_info_reads()
    {
        EvsResult made = EvsProcess.Run("simulate", folder["scene.hdf5"], "--preset", "training", "--seed", "3", "--set", "durationMs=100", "--json", "-");

        Assert.Equal(0, made.ExitCode);
        using JsonDocument report = JsonDocument.Parse(made.Output);
        Assert.Equal(100, report.RootElement.GetProperty("config").GetProperty("durationMs").GetDouble());
        using JsonDocument info = JsonDocument.Parse(EvsProcess.Run("info", folder["scene.hdf5"], "--json", "-").Output);
        Assert.Equal(2, info.RootElement.GetProperty("groundTruth").GetProperty("frames").GetInt32());
        Assert.Equal(
            report.RootElement.GetProperty("events").GetInt64(),
            info.RootElement.GetProperty("streams").EnumerateArray().Where(stream => stream.GetProperty("kind").GetString() == "events").Sum(stream => stream.GetProperty("count").GetInt64()));
    }

    [Fact]
    public void Equal_seeds_make_equal_files_with_one_thread_and_two()
    {
        foreach (string threads in (string[])["1", "2"])
        {
            Assert.Equal(0, EvsProcess.Run("simulate", folder[threads], "--preset", "training", "--seed", "3", "--set", "durationMs=60", "--threads", threads).ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(folder["1"]), File.ReadAllBytes(folder["2"]));
    }

    [Fact]
    public void A_batch_is_numbered_and_each_file_has_a_seed_of_its_own()
    {
        EvsResult result = EvsProcess.Run("simulate", folder["scene.hdf5"], "--preset", "training", "--count", "2", "--set", "durationMs=60", "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal(2, report.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("seed").GetInt32()).Distinct().Count());
        Assert.Equal([folder["scene-00000.hdf5"], folder["scene-00001.hdf5"]], folder.Files.Order());
    }

    [Theory]
    [InlineData("duratonMs=1", "did you mean 'durationMs'?")]
    [InlineData("durationMs=-1", "durationMs")]
    [InlineData("durationMs", "key.path=value")]
    public void Wrong_configuration_is_one_line_and_exit_2(string set, string hint)
    {
        EvsResult result = EvsProcess.Run("simulate", folder["scene.hdf5"], "--set", set);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Photographs_with_ground_truth_make_a_recording()
    {
        // A pair of noise, 4 px apart.
        Random random = new(5);
        byte[] scene = new byte[36 * 32];
        random.NextBytes(scene);
        Write("a_l.pgm", (x, y) => scene[(y * 36) + x]);
        Write("a_r.pgm", (x, y) => scene[(y * 36) + x + 4]);
        Write("a_gt.pgm", (_, _) => 64);
        EvsResult made = EvsProcess.Run("simulate", folder["out.hdf5"], "--images", folder.Path, "--set", "durationMs=200", "--json", "-");

        Assert.Equal(0, made.ExitCode);
        using JsonDocument report = JsonDocument.Parse(made.Output);
        Assert.True(report.RootElement.GetProperty("events").GetInt64() > 1000);
        Assert.Equal(4, report.RootElement.GetProperty("depthMaps").GetInt32());

        void Write(string name, Func<int, int, byte> value) => File.WriteAllBytes(
            folder[name], [.. "P5 32 32 255\n"u8, .. Enumerable.Range(0, 32 * 32).Select(i => value(i % 32, i / 32))]);
    }

    [Fact]
    public void A_folder_that_is_no_set_of_photographs_is_one_line_and_exit_3()
    {
        EvsResult result = EvsProcess.Run("simulate", folder["out.hdf5"], "--images", folder.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("im0", Assert.Single(result.ErrorLines));
        Assert.Equal(2, EvsProcess.Run("simulate", folder["out.hdf5"], "--images", folder.Path, "--count", "2").ExitCode);
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_it_with_130_and_nothing_is_left(string signal)
    {
        EvsResult result = EvsProcess.Interrupt(signal, () => folder.Files.Count > 0, "simulate", folder["scene.hdf5"], "--set", "durationMs=600000");

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("evs: interrupted", Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_full_disk_is_one_line_and_exit_1_and_nothing_is_left()
    {
        EvsResult result = EvsProcess.Shell($"ulimit -f 64; \"$EVS\" simulate '{folder["scene.hdf5"]}' --set durationMs=200");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(folder["scene.hdf5"], Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }
}
