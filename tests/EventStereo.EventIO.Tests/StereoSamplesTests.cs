using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

public class StereoSamplesTests
{
    [Fact]
    public void A_sample_at_ground_truth_holds_the_window_before_it_and_its_disparity()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        using MvsecGroundTruth truth = Assert.IsType<MvsecGroundTruth>(recording.OpenGroundTruth());
        StereoGeometry rig = new(20, 0.5);
        StereoSample[] samples = [.. StereoSamples.AtGroundTruth(recording, truth, rig)];
        Assert.Equal(truth.TimesUs, samples.Select(sample => sample.Span.ToUs));
        EventBatch left = Fixtures.NumpyEvents("left.npy");
        for (int n = 0; n < samples.Length; n++)
        {
            StereoSample sample = samples[n];
            Assert.Equal(50_000, sample.Span.LengthUs);
            Assert.Equal(TestEvents.Slice(left, sample.Span.FromUs, sample.Span.ToUs).Count, sample.LeftCount);
            float[] depthM = truth.ReadDepthM(n);
            Assert.Equal(depthM.Select(rig.DisparityPx), sample.DisparityPx);
            Assert.Null(sample.Occluded);

            // Polarities may cancel in SBT, events never do in the mask.
            for (int i = 0; i < sample.LeftEvents.Length; i++)
            {
                bool any = Enumerable.Range(0, sample.Channels).Any(c => sample.Left[(c * sample.Sensor.Pixels) + i] != 0);
                Assert.True(!any || sample.LeftEvents[i] == 1);
            }
        }
    }

    [Fact]
    public void Samples_of_a_recording_hold_every_event()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor);
        StereoSample[] samples = [.. StereoSamples.OverRecording(recording)];
        Assert.Equal(6000, samples.Sum(sample => sample.LeftCount));
        Assert.Equal(4321, samples.Sum(sample => sample.RightCount));
        Assert.All(samples, sample => Assert.Null(sample.DisparityPx));
    }

    [Fact]
    public void Needs_a_geometry_from_someone()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        using MvsecGroundTruth truth = Assert.IsType<MvsecGroundTruth>(recording.OpenGroundTruth());
        Assert.Throws<InvalidDataException>(() => StereoSamples.AtGroundTruth(recording, truth));
    }

    [Fact]
    public void The_nearer_surface_is_the_greatest_valid_disparity_around_a_pixel()
    {
        const float N = float.NaN;
        float[] disparity =
        [
            1, 1, N, N,
            1, 9, N, N,
            1, 1, N, 4,
        ];
        float[] widened = new float[12];
        NearerSurface.Widen(disparity, new SensorSize(4, 3), widened);
        Assert.Equal([9f, 9, 9, N, 9, 9, 9, 4, 9, 9, 9, 4], widened);
        byte[] events = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0];
        Assert.Equal([9f, N, N, N, N, N, N, 4, N, N, N, N], NearerSurface.AtEvents(disparity, events, new SensorSize(4, 3)));
    }
}
