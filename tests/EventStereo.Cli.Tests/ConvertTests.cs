using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class ConvertTests : IDisposable
{
    private static readonly string Sample = Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The sample holds 31,245 left and 56,752 right events in three seconds, 16 of them below a sensor of 128x128.</summary>
    [Fact]
    public void Counts_add_up_and_are_reported()
    {
        EvsResult result = EvsProcess.Run("convert", Sample, folder["out.npz"], "--sensor", "128x128", "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal(31_245 + 56_752, report.RootElement.GetProperty("eventsRead").GetInt64());
        Assert.Equal(31_245 + 56_752 - 16, report.RootElement.GetProperty("eventsWritten").GetInt64());
        Assert.Equal(16, report.RootElement.GetProperty("dropped").GetProperty("outOfSensor").GetInt64());
        Assert.Equal(60, report.RootElement.GetProperty("windows").GetInt64());
        Assert.True(report.RootElement.GetProperty("seconds").GetDouble() > 0);
        Assert.Equal([folder["out.npz"]], folder.Files);
    }

    [Fact]
    public void Strict_refuses_losses_with_3_and_leaves_nothing()
    {
        EvsResult result = EvsProcess.Run("convert", Sample, folder["out.npz"], "--sensor", "128x128", "--strict");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("16 outOfSensor", Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_part_of_a_recording_holds_the_events_of_that_part()
    {
        Assert.Equal(0, EvsProcess.Run("convert", Sample, folder["part.hdf5"], "--from-us", "1000000", "--to-us", "2000000").ExitCode);

        using JsonDocument info = JsonDocument.Parse(EvsProcess.Run("info", folder["part.hdf5"], "--json", "-").Output);
        Assert.InRange(info.RootElement.GetProperty("fromUs").GetInt64(), 1_000_000, 1_010_000);
        Assert.InRange(info.RootElement.GetProperty("toUs").GetInt64(), 1_990_000, 2_000_000);
    }

    [Theory]
    [InlineData("out.png", "names no format")]
    [InlineData("out.hdf5 --bins 3", "--bins")]
    [InlineData("out.npz --rectify exact", "--calibration")]
    [InlineData("out.npz --events 10 --window-us 5", "--events")]
    [InlineData("out.npz --bins 0", "--bins")]
    [InlineData("out.npz --encoding cubes", "cubes")]
    [InlineData("out.npz --normalization dsec", "--encoding voxel")]
    [InlineData("out.npz --encoding count --bins 5", "--bins")]
    [InlineData("out.npz --encoding voxel --tau-us 5", "timesurface and averaged")]
    [InlineData("out.npz --encoding count --calibration maps --rectify exact", "sbt and voxel")]
    [InlineData("out.npz --calibration maps --rectify exact --downsample 2", "--downsample")]
    [InlineData("out.npz --roi 1,2,3", "--roi")]
    [InlineData("out.npz --polarity 1", "on")]
    [InlineData("out.npz --keep-fraction 1.4", "--keep-fraction")]
    [InlineData("out.npz --seed 3", "--keep-fraction")]
    [InlineData("out.npz --to recording", "recording")]
    [InlineData("out.hdf5 --encoding sbt", "--encoding")]
    public void What_does_not_go_together_is_exit_2(string arguments, string hint)
    {
        string[] words = arguments.Split(' ');

        EvsResult result = EvsProcess.Run(["convert", Sample, folder[words[0]], .. words[1..]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(hint, Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    /// <summary>What each filter took is counted by name, whatever is written, and is no loss to --strict.</summary>
    [Theory]
    [InlineData("out.npz")]
    [InlineData("out.h5")]
    [InlineData("out.hdf5")]
    public void Filters_are_counted_apart_from_losses(string name)
    {
        EvsResult result = EvsProcess.Run(
            "convert", Sample, folder[name], "--sensor", "128x132", "--strict", "--hot-pixels", "--background-us", "5000", "--roi", "0,0,128,64", "--keep-fraction", "0.5", "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement filtered = report.RootElement.GetProperty("filtered");
        string[] names = ["backgroundActivity", "hotPixels", "randomDrop", "regionOfInterest"];
        Assert.Equal(names, filtered.EnumerateObject().Select(count => count.Name));
        Assert.Equal(
            report.RootElement.GetProperty("eventsRead").GetInt64(),
            report.RootElement.GetProperty("eventsWritten").GetInt64() + filtered.EnumerateObject().Sum(count => count.Value.GetInt64()));
        Assert.Equal(31_245 + 56_752, report.RootElement.GetProperty("eventsRead").GetInt64());
        Assert.Equal(
            filtered.GetProperty("hotPixels").GetInt64(),
            report.RootElement.GetProperty("hotPixels").EnumerateObject().Sum(side => side.Value.EnumerateArray().Sum(pixel => pixel.GetProperty("count").GetInt64())));
    }

    [Theory]
    [InlineData("sbt")]
    [InlineData("sbn")]
    [InlineData("count")]
    [InlineData("histogram")]
    [InlineData("voxel")]
    [InlineData("timesurface")]
    [InlineData("averaged")]
    public void Every_encoding_is_written_dense_and_sparse(string encoding)
    {
        Assert.Equal(0, EvsProcess.Run("convert", Sample, folder["dense.h5"], "--sensor", "128x128", "--encoding", encoding, "--camera", "left", "--to-us", "200000").ExitCode);
        Assert.Equal(0, EvsProcess.Run("convert", Sample, folder["sparse.npz"], "--sensor", "128x128", "--encoding", encoding, "--sparse", "--events", "500").ExitCode);
        Assert.Equal([folder["dense.h5"], folder["sparse.npz"]], folder.Files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("out.npz")]
    [InlineData("out.h5")]
    [InlineData("out.hdf5")]
    public void A_full_disk_is_one_line_and_exit_1_and_nothing_is_left(string name)
    {
        EvsResult result = EvsProcess.Shell($"ulimit -f 16; \"$EVS\" convert '{Sample}' '{folder[name]}'");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(folder[name], Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_device_that_is_full_is_exit_1_and_stays_a_device()
    {
        EvsResult result = EvsProcess.Run("convert", Sample, "/dev/full", "--to", "tensors");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.ErrorLines);
        Assert.Equal(0, EvsProcess.Shell("test -c /dev/full").ExitCode);
    }

    [Fact]
    public void Interruption_is_130_and_leaves_nothing()
    {
        // A window an event: many gigabytes if it were left alone.
        EvsResult result = EvsProcess.Interrupt("INT", () => folder.Files.Count > 0, "convert", Sample, folder["out.npz"], "--events", "1");

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("evs: interrupted", Assert.Single(result.ErrorLines));
        Assert.Empty(folder.Files);
    }
}
