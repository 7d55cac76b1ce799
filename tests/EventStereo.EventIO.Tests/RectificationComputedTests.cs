using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

/// <summary>Rectification computed from calibrations, against OpenCV's Python binding and the lens formulas in numpy (make_calibration.py).</summary>
public sealed class RectificationComputedTests(ITestOutputHelper output)
{
    private static readonly SensorSize Sensor = new(64, 48);

    [Theory]
    [InlineData("radtan")]
    [InlineData("equidistant")]
    public void Turns_and_scales_the_cameras_as_OpenCV_does(string rig)
    {
        RectifiedPair pair = StereoCalibration.Load(Fixtures.Rig(rig + ".yaml")).Rectify();
        foreach ((RectifiedView view, string side) in new[] { (pair.Left, "left"), (pair.Right, "right") })
        {
            double[] r = Golden($"{rig}_R_{side}"), p = Golden($"{rig}_P_{side}");
            for (int i = 0; i < 9; i++)
            {
                Assert.Equal(r[i], view.Rotation.Values[i], 1e-9);
            }

            // In px; the same library through another binding.
            Assert.Equal(p[0], view.FocalXPx, 1e-6);
            Assert.Equal(p[2], view.CentreXPx, 1e-6);
            Assert.Equal(p[6], view.CentreYPx, 1e-6);
        }

        Assert.Equal(-Golden($"{rig}_P_right")[3], pair.Geometry.FocalTimesBaseline, 1e-6);
    }

    [Theory]
    [InlineData("radtan")]
    [InlineData("equidistant")]
    public void Shows_a_point_where_the_lens_formula_puts_it(string rig)
    {
        StereoCalibration calibration = StereoCalibration.Load(Fixtures.Rig(rig + ".yaml"));
        double[] points = Golden($"{rig}_points"), left = Golden($"{rig}_raw_left"), right = Golden($"{rig}_raw_right");
        for (int i = 0; i < points.Length / 3; i++)
        {
            (double x, double y, double z) = (points[3 * i], points[(3 * i) + 1], points[(3 * i) + 2]);
            AssertNear(left, i, calibration.Left.Project(x, y, z));
            (x, y, z) = calibration.RightFromLeft.Apply(x, y, z);
            AssertNear(right, i, calibration.Right.Project(x, y, z));
        }

        static void AssertNear(double[] expected, int index, (double Column, double Row) actual)
        {
            Assert.Equal(expected[2 * index], actual.Column, 1e-9);
            Assert.Equal(expected[(2 * index) + 1], actual.Row, 1e-9);
        }
    }

    /// <summary>The law of rectification: one row, and x_left - x_right = f B / Z with Z the depth in the rectified left camera.</summary>
    [Theory]
    [InlineData("radtan")]
    [InlineData("equidistant")]
    public void Puts_a_point_on_one_row_with_the_disparity_of_its_depth(string rig)
    {
        StereoCalibration calibration = StereoCalibration.Load(Fixtures.Rig(rig + ".yaml"));
        RectifiedPair pair = calibration.Rectify();
        double[] points = Golden($"{rig}_points"), rectified = Golden($"{rig}_rectified_left");
        for (int i = 0; i < points.Length / 3; i++)
        {
            (double x, double y, double z) = (points[3 * i], points[(3 * i) + 1], points[(3 * i) + 2]);
            (double leftColumn, double leftRow) = pair.Left.Project(x, y, z);
            (_, _, double depthM) = pair.Left.Rotation.Apply(x, y, z);
            (x, y, z) = calibration.RightFromLeft.Apply(x, y, z);
            (double rightColumn, double rightRow) = pair.Right.Project(x, y, z);
            Assert.Equal(rectified[2 * i], leftColumn, 1e-5);

            // The rotations come out of OpenCV to about 1e-10.
            Assert.Equal(leftRow, rightRow, 1e-6);
            Assert.Equal(pair.Geometry.FocalTimesBaseline / depthM, leftColumn - rightColumn, 1e-6);
        }
    }

    [Theory]
    [InlineData("radtan")]
    [InlineData("equidistant")]
    public void Maps_every_raw_pixel_to_where_the_lens_formula_solved_backwards_has_it(string rig)
    {
        StereoRectification maps = StereoRectification.Load(Fixtures.Rig(rig + ".yaml"));
        using NpzReader golden = NpzReader.Open(Fixtures.Rig("golden.npz"));
        foreach ((RectificationMap map, string side) in new[] { (maps.Left, "left"), (maps.Right, "right") })
        {
            float[] expected = golden.Read<float>($"{rig}_map_{side}").Data;
            for (int i = 0; i < Sensor.Pixels; i++)
            {
                // 0.001 px: the search stops at 1e-6 px of the raw image, which the corners magnify; the maps are 32-bit floats.
                Assert.Equal(expected[2 * i], map.X[i], 0.001f);
                Assert.Equal(expected[(2 * i) + 1], map.Y[i], 0.001f);
            }
        }
    }

    /// <summary>
    /// k1 = -1 turns back at r = 1 / sqrt(3): the lens shows nothing beyond f * 2 / (3 sqrt(3)) = 19.2 px from the centre, and a search for such a pixel's ray
    /// ends somewhere without meaning.
    /// </summary>
    [Fact]
    public void Leaves_pixels_out_that_the_lens_model_does_not_reach()
    {
        CameraIntrinsics camera = new(Sensor, 50, 50, 32, 24, DistortionModel.RadialTangential, -1, 0, 0, 0);
        RectificationMap map = StereoRectifier.Map(camera, new RectifiedView(RotationMatrix.Identity, 50, 50, 32, 24));
        Assert.True(float.IsNaN(map.X[24 * 64]), "pixel (0, 24) is 32 px from the centre");
        Assert.Equal(32, map.X[(24 * 64) + 32], 1e-3f);
        Assert.False(float.IsNaN(map.X[(24 * 64) + 15]), "pixel (15, 24) is 17 px from the centre");
        EventBatch events = new(), into = new();
        events.Add(1, 0, 24, 1);
        Assert.Equal(1, map.Apply(events, into));
        sbyte[] slices = new sbyte[Sensor.Pixels];
        Assert.Equal(0, StackingBasedOnTime.EncodeExact(events, map, new TimeWindow(0, 2), 1, slices));
        Assert.DoesNotContain(slices, value => value != 0);
    }

    [Fact]
    public void Takes_a_folder_for_the_one_calibration_in_it()
    {
        using ScratchFolder folder = new();
        File.Copy(Fixtures.Rig("mvsec.yaml"), folder.File("camchain.yaml"));
        File.Copy(Fixtures.Rig("rig_left_ros.yaml"), folder.File("rig_left_ros.yaml"));
        StereoRectification maps = StereoRectification.Load(folder.Path);
        Assert.Equal(4.74015815, maps.Geometry?.FocalTimesBaseline ?? 0, 8);
    }

    [Fact]
    public void Takes_DSECs_sequence_folder()
    {
        StereoRectification folder = StereoRectification.Load(Fixtures.Rig("dsec")), chain = StereoRectification.Load(Fixtures.Rig("radtan.yaml"));
        Assert.Equal(5.14264198, folder.Geometry?.FocalTimesBaseline ?? 0, 8);
        Assert.Equal(chain.Left.X[100], folder.Left.X[100], 1e-3f);
        Assert.Equal(chain.Right.Y[2000], folder.Right.Y[2000], 1e-3f);
    }

    [Fact]
    public void Brings_the_geometry_to_a_rectified_recording()
    {
        StereoRectification maps = StereoRectification.Load(Fixtures.Rig("mvsec.yaml"));
        using RectifiedRecording recording = new(new InMemoryStereoRecording("rig", Sensor, new EventBatch(), new EventBatch()), maps);
        Assert.Equal(4.74015815, recording.Geometry?.FocalTimesBaseline ?? 0, 8);
    }

    /// <summary>
    /// The maps that MVSEC publishes against those computed from its camera chain. The published ones are rounded to 0.0001 px, and of corners that map far
    /// outside the image their search stopped early: up to 0.03 px there.
    /// </summary>
    [Fact]
    public void Computes_the_maps_that_MVSEC_publishes()
    {
        string folder = Fixtures.Shared("mvsec_calibration");
        StereoRectification given = StereoRectification.Load(folder);
        StereoRectification computed = StereoRectification.Load(Path.Combine(folder, "camchain-imucam-indoor_flying.yaml"));
        Assert.Equal(19.941772, given.Geometry?.FocalTimesBaseline ?? 0, 6);
        foreach (CameraSide side in CameraSides.Both)
        {
            RectificationMap a = given[side], b = computed[side];
            (double Distance, bool Inside)[] all = [.. Enumerable.Range(0, a.Sensor.Pixels)
                .Select(i => (double.Hypot(a.X[i] - b.X[i], a.Y[i] - b.Y[i]), a.X[i] is > 0 and < 345 && a.Y[i] is > 0 and < 259))
                .OrderBy(pixel => pixel.Item1)];
            double inside = all.Where(pixel => pixel.Inside).Max(pixel => pixel.Distance);
            output.WriteLine($"{side}: median {all[all.Length / 2].Distance:0.000000} px, max {inside:0.000000} px in the image, {all[^1].Distance:0.000000} px anywhere");
            Assert.DoesNotContain(all, pixel => double.IsNaN(pixel.Distance));
            Assert.InRange(all[all.Length / 2].Distance, 0, 0.0001);
            Assert.InRange(inside, 0, 0.001);
            Assert.InRange(all[^1].Distance, 0, 0.03);
        }
    }

    private static double[] Golden(string name)
    {
        using NpzReader golden = NpzReader.Open(Fixtures.Rig("golden.npz"));
        return golden.Read<double>(name).Data;
    }
}
