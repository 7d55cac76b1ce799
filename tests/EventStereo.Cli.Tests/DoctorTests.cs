using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class DoctorTests
{
    private static readonly string Sample = Repository.File("samples", "pendulum_3s_mvsec_gzip.hdf5");

    [Fact]
    public void A_sound_simulated_recording_has_no_finding_and_is_exit_0()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, EvsProcess.Run("simulate", folder["scene.hdf5"], "--seed", "2", "--set", "durationMs=300").ExitCode);

        EvsResult result = EvsProcess.Run("doctor", folder["scene.hdf5"], "--json", "-");

        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Empty(report.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(0, result.ExitCode);
        Assert.InRange(report.RootElement.GetProperty("groundTruth").GetProperty("validRatio").GetDouble(), 0.5, 1);
    }

    /// <summary>The data's description: 16 events of the right camera below the 128x128 sensor, and almost twice the left one's rate.</summary>
    [Fact]
    public void The_sample_has_its_known_defects_with_the_promised_keys_and_is_exit_1()
    {
        EvsResult result = EvsProcess.Run("doctor", Sample, "--sensor", "128x128", "--json", "-");

        Assert.Equal(1, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement[] findings = [.. report.RootElement.GetProperty("findings").EnumerateArray()];
        Assert.Equal(["outOfSensor", "duplicate", "duplicate", "rateMismatch"], findings.Select(finding => finding.GetProperty("kind").GetString()));
        Assert.Equal(16, findings[0].GetProperty("count").GetInt64());
        Assert.Equal("/davis/right/events", findings[0].GetProperty("stream").GetString());
        Assert.All(findings, finding => Assert.True(finding.GetProperty("firstAt").GetInt64() >= 0 && finding.GetProperty("detail").GetString()?.Length > 0));
    }

    [Fact]
    public void The_text_ends_with_the_verdict()
    {
        EvsResult result = EvsProcess.Run("doctor", Sample, "--sensor", "128x128");

        Assert.EndsWith("1 error, 3 warnings.\n", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.ErrorLines);
    }

    [Fact]
    public void A_time_that_is_no_number_is_a_finding_with_its_row()
    {
        EvsResult result = EvsProcess.Run("doctor", Repository.File("tests", "data", "mvsec", "nan_time.hdf5"), "--sensor", "32x24", "--json", "-");

        Assert.Equal(1, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement finding = report.RootElement.GetProperty("findings").EnumerateArray().Single(found => found.GetProperty("kind").GetString() == "invalidTime");
        Assert.Equal(4000, finding.GetProperty("firstIndex").GetInt64());
        Assert.Contains("NaN", finding.GetProperty("detail").GetString());
    }

    [Fact]
    public void What_does_not_open_is_exit_3() =>
        Assert.Equal(3, EvsProcess.Run("doctor", Repository.File("tests", "data", "mvsec", "truncated.hdf5")).ExitCode);
}
