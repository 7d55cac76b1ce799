using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

public sealed class MvsecWriterTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_back_what_was_written()
    {
        string path = folder.File("recording.hdf5");
        SensorSize sensor = new(40, 30);
        EventBatch left = TestEvents.Random(sensor, 100_000, seed: 1, startUs: 1_000, meanStepUs: 3);
        EventBatch right = TestEvents.Random(sensor, 70_001, seed: 2, startUs: 40, meanStepUs: 5);
        float[] depthM = [.. Enumerable.Range(0, sensor.Pixels).Select(i => i % 7 == 0 ? float.NaN : 1f + (i / 100f))];
        byte[] occluded = [.. Enumerable.Range(0, sensor.Pixels).Select(i => (byte)(i % 5 == 0 ? 1 : 0))];
        using (MvsecWriter writer = new(path, sensor, new StereoGeometry(50, 0.2), originSeconds: 1_506_117_819.123456))
        {
            writer.Append(CameraSide.Left, left);
            writer.Append(CameraSide.Right, right);
            writer.AppendDepth(50_000, depthM, occluded);
            writer.AppendDepth(100_000, depthM, occluded);
            writer.Describe("test", "{\"a\":1}");
            writer.Complete();
        }

        using MvsecRecording recording = MvsecRecording.Open(path);
        Assert.Equal(sensor, recording.Sensor);
        Assert.Equal(new StereoGeometry(50, 0.2), recording.Geometry);
        Assert.Equal(40, recording.FromUs);
        Assert.Equal(Math.Max(left.TUs[^1], right.TUs[^1]) + 1, recording.ToUs);
        TestEvents.AssertEqual(left, TestEvents.ReadAll(recording, CameraSide.Left));
        TestEvents.AssertEqual(right, TestEvents.ReadAll(recording, CameraSide.Right));

        using MvsecGroundTruth truth = Assert.IsType<MvsecGroundTruth>(recording.OpenGroundTruth());
        Assert.Equal([50_000L, 100_000L], truth.TimesUs);
        Assert.Equal(depthM, truth.ReadDepthM(1));
        Assert.Equal(occluded, truth.ReadOcclusion(0));
    }
}
