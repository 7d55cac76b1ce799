using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class InfoTests
{
    private static readonly string Sample = Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5");

    [Fact]
    public void Json_on_standard_output_stands_alone_and_has_the_promised_keys()
    {
        EvsResult result = EvsProcess.Run("info", Sample, "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal("mvsec", report.RootElement.GetProperty("format").GetString());
        JsonElement left = report.RootElement.GetProperty("streams").EnumerateArray().Single(stream => stream.GetProperty("name").GetString() == "/davis/left/events");
        Assert.Equal("events", left.GetProperty("kind").GetString());
        Assert.Equal(31_245, left.GetProperty("count").GetInt64());
        Assert.Equal(7, left.GetProperty("fromUs").GetInt64());
        Assert.InRange(left.GetProperty("positiveRatio").GetDouble(), 0.4, 0.5);
        Assert.True(left.TryGetProperty("width", out _) && left.TryGetProperty("height", out _) && left.TryGetProperty("toUs", out _));
    }

    /// <summary>The data's description gives 16 events of the right camera below the 128x128 sensor.</summary>
    [Fact]
    public void Events_outside_the_sensor_given_are_counted()
    {
        EvsResult result = EvsProcess.Run("info", Sample, "--sensor", "128x128", "--json", "-");

        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal("128x128", report.RootElement.GetProperty("sensor").GetString());
        Assert.Equal(16, report.RootElement.GetProperty("dropped").GetProperty("outOfSensor").GetInt64());
    }

    [Fact]
    public void Json_in_a_file_leaves_the_text_on_standard_output()
    {
        using TemporaryFolder folder = new();

        EvsResult result = EvsProcess.Run("info", Sample, "--json", folder["info.json"]);

        Assert.Contains("/davis/right/events", result.Output);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["info.json"]));
        Assert.Single(folder.Files);
    }

    [Fact]
    public void A_full_disk_is_one_line_and_exit_1()
    {
        EvsResult result = EvsProcess.Run("info", Sample, "--json", "/dev/full");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.ErrorLines);
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public void A_reader_that_goes_away_is_one_line_and_exit_1()
    {
        EvsResult result = EvsProcess.Shell($"(sleep 0.2; \"$EVS\" info '{Sample}'; echo \"code $?\" >&2) | true");

        Assert.Equal(["evs: standard output: Broken pipe", "code 1"], result.ErrorLines);
    }
}
