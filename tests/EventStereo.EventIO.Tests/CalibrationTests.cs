using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

public sealed class CalibrationTests : IDisposable
{
    private const string Chain = """
        cam0:
          camera_model: pinhole
          intrinsics: [41.5, 42.25, 30.75, 24.5]
          distortion_model: radtan
          distortion_coeffs: [-0.18, 0.04, 0.002, -0.001]
          resolution: [64, 48]
        cam1:
          camera_model: pinhole
          T_cn_cnm1:
          - [1.0, 0.0, 0.0, -0.12]
          - [0.0, 1.0, 0.0, 0.003]
          - [0.0, 0.0, 1.0, 0.001]
          - [0.0, 0.0, 0.0, 1.0]
          intrinsics: [40.75, 41.0, 33.0, 22.25]
          distortion_model: radtan
          distortion_coeffs: [-0.21, 0.06, -0.001, 0.0015]
          resolution: [64, 48]

        """;

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_a_kalibr_camera_chain()
    {
        StereoCalibration rig = StereoCalibration.Load(Fixtures.Rig("radtan.yaml"));
        Assert.Equal(new SensorSize(64, 48), rig.Left.Sensor);
        Assert.Equal((41.5, 42.25, 30.75, 24.5), (rig.Left.FocalXPx, rig.Left.FocalYPx, rig.Left.CentreXPx, rig.Left.CentreYPx));
        Assert.Equal((40.75, 33.0), (rig.Right.FocalXPx, rig.Right.CentreXPx));
        Assert.Equal(DistortionModel.RadialTangential, rig.Left.Distortion);
        Assert.Equal([-0.21, 0.06, -0.001, 0.0015], rig.Right.Coefficients.ToArray());
        Assert.Equal((-0.12, 0.003, 0.001), (rig.RightFromLeft.XM, rig.RightFromLeft.YM, rig.RightFromLeft.ZM));
        Assert.Null(rig.Given);
    }

    [Fact]
    public void Takes_the_rectification_that_a_chain_states()
    {
        StereoCalibration rig = StereoCalibration.Load(Fixtures.Rig("mvsec.yaml"));
        Assert.Equal(DistortionModel.Equidistant, rig.Left.Distortion);
        Assert.NotNull(rig.Given);

        // The generator's numbers: P_right[0, 3] = -4.74015815 px*m.
        Assert.Equal(4.74015815, rig.Given.Geometry.FocalTimesBaseline, 8);
        Assert.Equal(rig.BaselineM, rig.Given.Geometry.BaselineM, 9);
    }

    [Theory]
    [InlineData("rig_left_ros.yaml")]
    [InlineData("rig_right_ros.yaml")]
    public void Reads_both_files_of_a_ROS_pair_and_finds_how_the_cameras_stand(string name)
    {
        StereoCalibration ros = StereoCalibration.Load(Fixtures.Rig(name)), chain = StereoCalibration.Load(Fixtures.Rig("mvsec.yaml"));
        Assert.Equal(chain.Left.FocalXPx, ros.Left.FocalXPx);
        Assert.Equal(chain.Right.Coefficients.ToArray(), ros.Right.Coefficients.ToArray());

        // The transform goes through two rectifying rotations of full precision.
        Assert.Equal(chain.RightFromLeft.XM, ros.RightFromLeft.XM, 9);
        Assert.Equal(chain.RightFromLeft.YM, ros.RightFromLeft.YM, 9);
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(chain.RightFromLeft.Rotation.Values[i], ros.RightFromLeft.Rotation.Values[i], 9);
        }
    }

    /// <summary>cam3 from cam0 is T_32 T_21 T_10, which the generator made from the radtan rig.</summary>
    [Fact]
    public void Composes_the_event_cameras_transform_of_DSECs_chain()
    {
        StereoCalibration dsec = StereoCalibration.Load(Path.Combine(Fixtures.Rig("dsec"), "calibration", "cam_to_cam.yaml"));
        StereoCalibration chain = StereoCalibration.Load(Fixtures.Rig("radtan.yaml"));
        Assert.Equal(chain.RightFromLeft.XM, dsec.RightFromLeft.XM, 12);
        Assert.Equal(chain.RightFromLeft.ZM, dsec.RightFromLeft.ZM, 12);
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(chain.RightFromLeft.Rotation.Values[i], dsec.RightFromLeft.Rotation.Values[i], 12);
        }

        Assert.Equal(chain.Left.Coefficients.ToArray(), dsec.Left.Coefficients.ToArray());
        Assert.Equal(chain.Right.CentreXPx, dsec.Right.CentreXPx);
        Assert.Equal(5.14264198, dsec.Rectify().Geometry.FocalTimesBaseline, 8);
    }

    /// <summary>Without distortion: column 50 * 0.2 / 2 + 30 = 35, row 60 * -0.4 / 2 + 20 = 8.</summary>
    [Fact]
    public void Projects_through_a_pinhole()
    {
        Assert.Equal((35, 8), new CameraIntrinsics(new SensorSize(64, 48), 50, 60, 30, 20).Project(0.2, -0.4, 2));
    }

    [Theory]
    [InlineData("camera_model: pinhole", "camera_model: omni", "line 2: cam0.camera_model 'omni'")]
    [InlineData("distortion_model: radtan", "distortion_model: fov", "'fov' is not read")]
    [InlineData("intrinsics: [41.5,", "intrinsics: [0,", "focal lengths of 0")]
    [InlineData("intrinsics: [41.5, 42.25, 30.75, 24.5]", "intrinsics: [41.5, 42.25]", "line 3: cam0.intrinsics holds 2 numbers, expected 4")]
    [InlineData("[41.5,", "[.nan,", "cam0.intrinsics[0] is not a finite number")]
    [InlineData("resolution: [64, 48]", "resolution: [64, 1e9]", "cam0.resolution is 64x1000000000")]
    [InlineData("resolution: [64, 48]", "size: [64, 48]", "cam0 has no entry 'resolution'")]
    [InlineData("- [1.0, 0.0, 0.0, -0.12]", "- [2.0, 0.0, 0.0, -0.12]", "no rotation")]
    [InlineData("-0.12]", "0.12]", "lies to its right")]
    [InlineData("  T_cn_cnm1:", "  T_cn:", "cam1 has no entry 'T_cn_cnm1'")]
    [InlineData("cam1:", "cam0:", "has the entry 'cam0' twice")]
    [InlineData("[41.5, 42.25", "[*a, 42.25", "aliases")]
    [InlineData("[41.5, 42.25", "[41.5, [42.25", "not YAML")]
    [InlineData("distortion_coeffs: [-0.18, 0.04, 0.002, -0.001]", "distortion_coeffs: [-0.18]", "expected 4 or 5")]
    public void Says_what_is_wrong_with_a_chain_and_where(string part, string by, string what)
    {
        int at = Chain.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0);
        string path = folder.File("chain.yaml");
        File.WriteAllText(path, string.Concat(Chain.AsSpan(0, at), by, Chain.AsSpan(at + part.Length)));
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => StereoCalibration.Load(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("", "not a YAML mapping")]
    [InlineData("- 1\n- 2\n", "not a YAML mapping")]
    [InlineData("cam0: 1\n", "not a calibration of two cameras")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]\n", "deeper than")]
    public void Says_that_a_file_is_no_calibration(string content, string what)
    {
        string path = folder.File("other.yaml");
        File.WriteAllText(path, content);
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => StereoCalibration.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_larger_than_a_calibration_can_be()
    {
        string path = folder.File("large.yaml");
        File.WriteAllText(path, "a: " + new string('1', 1 << 21));
        Assert.Contains("more than the 1,048,576", Assert.Throws<InvalidDataException>(() => StereoCalibration.Load(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Brackets without end: refused at the limit of depth, not after a walk through all of them.</summary>
    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Gives_up_on_endless_nesting(string opening)
    {
        string path = folder.File("nested.yaml");
        File.WriteAllText(path, "a:\n  " + string.Concat(Enumerable.Repeat(opening, 250_000)));
        Assert.Throws<InvalidDataException>(() => StereoCalibration.Load(path));
    }

    [Fact]
    public void Asks_for_the_other_file_of_a_ROS_pair()
    {
        string path = folder.File("rig_left_ros.yaml");
        File.Copy(Fixtures.Rig("rig_left_ros.yaml"), path);
        Assert.Contains("rig_right_ros.yaml", Assert.Throws<InvalidDataException>(() => StereoCalibration.Load(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever a file says, reading ends with a calibration or an InvalidDataException.</summary>
    [Theory]
    [InlineData("radtan.yaml")]
    [InlineData("mvsec.yaml")]
    public void Survives_mutations(string name)
    {
        byte[] whole = File.ReadAllBytes(Fixtures.Rig(name));
        Random random = new(11);
        string path = folder.File("mutated.yaml");
        int refused = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] damaged = whole[..(i % 10 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (int k = 0; k < 1 + (i % 3) && damaged.Length > 0; k++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(9, 127);
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                _ = StereoRectification.Load(path);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        // A changed digit makes another rig, a changed letter none.
        Assert.InRange(refused, 100, 999);
    }

    /// <summary>MVSEC's indoor_flying: f = 199.65 px and f * B = 19.941772 px*m, the constant of the published protocols.</summary>
    [Theory]
    [InlineData("camchain-imucam-indoor_flying.yaml")]
    [InlineData("camchain-imucam-indoor_flying_left_ros.yaml")]
    [InlineData("camchain-imucam-indoor_flying_right_ros.yaml")]
    public void Reads_the_published_calibration_of_MVSEC(string name)
    {
        StereoCalibration rig = StereoCalibration.Load(Fixtures.Shared($"mvsec_calibration/{name}"));
        Assert.Equal(SensorSize.Davis346, rig.Left.Sensor);
        Assert.Equal(DistortionModel.Equidistant, rig.Right.Distortion);
        StereoGeometry geometry = rig.Rectify().Geometry;
        Assert.Equal(19.941772, geometry.FocalTimesBaseline, 6);
        Assert.Equal(StereoGeometry.MvsecIndoorFlying.FocalPx, geometry.FocalPx, 9);

        // 0.0999 m: the calibrated distance of the cameras agrees with the rectified one to its stated digits.
        Assert.Equal(geometry.BaselineM, rig.BaselineM, 6);
    }
}
