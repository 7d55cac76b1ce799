using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

public sealed class RectificationTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rounds_as_numpy_does_and_drops_what_leaves_the_image()
    {
        StereoRectification maps = StereoRectification.Load(Fixtures.Calibration);
        using RectifiedRecording recording = new(MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor), maps);
        EventLosses losses = new();
        EventBatch expected = Fixtures.NumpyEvents("left_rectified.npy");
        TestEvents.AssertEqual(expected, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses));
        Assert.Equal(6000 - expected.Count, losses.OutOfRectified);
        Assert.True(losses.OutOfRectified > 0);
    }

    [Fact]
    public void Refuses_maps_of_another_size()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"));
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new RectifiedRecording(recording, StereoRectification.Load(Fixtures.Calibration)));
        Assert.Contains("346x260", error.Message, StringComparison.Ordinal);
        Assert.Contains("32x24", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 2\n3\n", "line 2")]
    [InlineData("1 2\n3 x\n", "'x' is not a number")]
    [InlineData("1 nan\n", "not a number")]
    [InlineData("", "no numbers")]
    public void Says_where_a_table_is_damaged(string table, string what)
    {
        string path = folder.File("x.txt"), good = folder.File("y.txt");
        File.WriteAllText(path, table);
        File.WriteAllText(good, "1 2\n3 4\n");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => RectificationMap.Load(path, good));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_map_is_missing()
    {
        Assert.Contains("left_x_map.txt", Assert.Throws<InvalidDataException>(() => StereoRectification.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_disparity_are_each_others_inverse()
    {
        StereoGeometry rig = StereoGeometry.MvsecIndoorFlying;
        Assert.Equal(19.941772, rig.FocalTimesBaseline, 9);
        Assert.Equal(9.970886f, rig.DisparityPx(2f), 5);
        Assert.Equal(2f, rig.DepthM(rig.DisparityPx(2f)), 5);
        Assert.True(float.IsNaN(rig.DisparityPx(float.NaN)) && float.IsNaN(rig.DisparityPx(0)) && float.IsNaN(rig.DisparityPx(float.PositiveInfinity)));
        Assert.True(float.IsNaN(rig.DepthM(-1)) && float.IsPositiveInfinity(rig.DepthM(0)));
    }

    /// <summary>MVSEC's own maps: 260 x 346, the centre of the left one close to itself.</summary>
    [Fact]
    public void Loads_the_published_maps()
    {
        string calibration = Path.GetFullPath(Path.Combine(Fixtures.Calibration, "../../../../shared/data/mvsec_calibration"));
        Assert.SkipUnless(Directory.Exists(calibration), $"needs {calibration}, which does not ship with the project");
        StereoRectification maps = StereoRectification.Load(calibration);
        Assert.Equal(SensorSize.Davis346, maps.Sensor);
        int centre = (130 * 346) + 173;
        Assert.InRange(maps.Left.X[centre], 160, 190);
        Assert.InRange(maps.Left.Y[centre], 115, 140);
    }
}
