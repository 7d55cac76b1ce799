using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public class MvsecGroundTruthTests
{
    [Fact]
    public void Opens_the_file_beside_the_recording_on_the_same_clock()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        using MvsecGroundTruth truth = Assert.IsType<MvsecGroundTruth>(recording.OpenGroundTruth());
        using MvsecGroundTruth found = Assert.IsType<MvsecGroundTruth>(MvsecGroundTruth.TryOpenBeside(Fixtures.Mvsec("scene_data.hdf5")));

        // The maps come 50, 100, 150 ms after the time from which the fixture counts; the first event comes a little later.
        long lagUs = 50_000 - truth.TimesUs[0];
        Assert.InRange(lagUs, 0, 60);
        Assert.Equal([50_000 - lagUs, 100_000 - lagUs, 150_000 - lagUs], truth.TimesUs);
        Assert.Equal(truth.TimesUs, found.TimesUs);
        Assert.Equal(Fixtures.Sensor, truth.Sensor);
        Assert.Equal(3, truth.Count);
    }

    [Fact]
    public void Reads_depth_with_NaN_for_all_that_is_not_a_depth()
    {
        using MvsecGroundTruth truth = MvsecGroundTruth.Open(Fixtures.Mvsec("scene_gt.hdf5"));
        NpyArray<float> depth = NpyFile.Read<float>(Fixtures.Numpy("scene_depth.npy"));
        float[] map = truth.ReadDepthM(2);
        for (int i = 0; i < map.Length; i++)
        {
            float stored = depth.Data[(2 * map.Length) + i];
            Assert.Equal(stored > 0 && float.IsFinite(stored) ? stored : float.NaN, map[i]);
        }

        Assert.Equal(4, map.Count(float.IsNaN));
        Assert.Equal(map[100] + 1, truth.ReadDepthM(2, rectified: false)[100]);
        Assert.Null(truth.ReadOcclusion(2));
    }

    [Fact]
    public void Is_absent_without_a_word_where_there_is_none()
    {
        Assert.Null(MvsecGroundTruth.TryOpenBeside(Fixtures.Mvsec("gzip.hdf5")));
    }

    [Fact]
    public void Says_that_a_file_without_maps_has_none()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => MvsecGroundTruth.Open(Fixtures.Mvsec("gzip.hdf5")));
        Assert.Contains("no data set /davis/left/depth_image_rect", error.Message, StringComparison.Ordinal);
    }
}
