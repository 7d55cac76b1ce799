using System.Text.Json;
using EventStereo.Cli.Tests.Support;

namespace EventStereo.Cli.Tests;

public sealed class CalibrationInfoTests
{
    /// <summary>The generator's rig: f * B = 5.14264198 px*m, cx of the left camera 30.75 px.</summary>
    [Fact]
    public void A_calibration_tells_its_cameras_and_its_rig()
    {
        EvsResult result = EvsProcess.Run("info", Repository.File("tests", "data", "calibration", "rigs", "radtan.yaml"), "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal("computed", report.RootElement.GetProperty("rectification").GetString());
        Assert.Equal(5.14264198, report.RootElement.GetProperty("calibration").GetProperty("focalTimesBaselinePxM").GetDouble(), 6);
        Assert.Equal(30.75, report.RootElement.GetProperty("cameras")[0].GetProperty("centreXPx").GetDouble());
        Assert.Equal("radialTangential", report.RootElement.GetProperty("cameras")[1].GetProperty("distortion").GetString());
    }

    [Fact]
    public void A_folder_of_DSEC_is_a_recording_with_geometry_and_ground_truth()
    {
        EvsResult result = EvsProcess.Run("info", Repository.File("tests", "data", "dsec", "scene_00_a"), "--sensor", "64x48", "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal("dsec", report.RootElement.GetProperty("format").GetString());
        Assert.Equal([3000, 2300], report.RootElement.GetProperty("streams").EnumerateArray().Select(stream => stream.GetProperty("count").GetInt64()));
        Assert.Equal(3, report.RootElement.GetProperty("groundTruth").GetProperty("frames").GetInt32());
        Assert.Equal(5.14264198, report.RootElement.GetProperty("calibration").GetProperty("focalTimesBaselinePxM").GetDouble(), 6);
    }

    /// <summary>Three windows of 50 ms that end at the sequence's three disparity maps, rectified by its own maps.</summary>
    [Fact]
    public void A_folder_of_DSEC_becomes_tensors_at_its_ground_truth()
    {
        using TemporaryFolder folder = new();
        string sequence = Repository.File("tests", "data", "dsec", "scene_00_a");

        EvsResult result = EvsProcess.Run(
            "convert", sequence, folder["out.npz"], "--sensor", "64x48", "--at", "ground-truth", "--calibration", sequence, "--rectify", "nearest", "--json", "-");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.Equal(3, report.RootElement.GetProperty("windows").GetInt32());
        Assert.True(report.RootElement.GetProperty("dropped").GetProperty("outOfRectified").GetInt64() > 0);
    }

    [Fact]
    public void A_sound_folder_of_DSEC_is_examined_as_a_recording()
    {
        EvsResult result = EvsProcess.Run("doctor", Repository.File("tests", "data", "dsec", "scene_00_a"), "--sensor", "64x48", "--json", "-");

        using JsonDocument report = JsonDocument.Parse(result.Output);
        Assert.DoesNotContain(report.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("kind").GetString() is "outOfSensor" or "timeBackwards" or "sensorNotStated");
    }

    [Fact]
    public void A_damaged_calibration_is_one_line_and_exit_3()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["rig.yaml"], "cam0: {}\ncam1: {}\n");

        EvsResult result = EvsProcess.Run("info", folder["rig.yaml"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("cam1 has no entry 'T_cn_cnm1'", Assert.Single(result.ErrorLines));
    }
}
