using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Bench.Convert;

/// <summary>A recording on disk on its way to tensors: through the product, through libhdf5 alone, and only unpacked.</summary>
internal sealed class MvsecToWindowsWork(string path, long events, int threads) : BenchmarkWork
{
    private readonly sbyte[] tensor = new sbyte[StackingBasedOnTime.DefaultChannels * SensorSize.Davis346.Pixels];

    public override long Items => events;

    public override void Ours() => EncodeAll(null);

    public override void Limit() => ChunkInflation.Run(path, threads);

    public override void Reference()
    {
        foreach (CameraSide side in CameraSides.Both)
        {
            NaiveMvsec.Encode(path, side, null);
        }
    }

    public override void Verify()
    {
        Dictionary<CameraSide, List<ulong>> digests = CameraSides.Both.ToDictionary(side => side, _ => new List<ulong>());
        EncodeAll((side, encoded) => digests[side].Add(TensorDigest.Of(encoded)));
        foreach (CameraSide side in CameraSides.Both)
        {
            List<ulong> naive = [];
            NaiveMvsec.Encode(path, side, encoded => naive.Add(TensorDigest.Of(encoded)));
            int different = digests[side].Zip(naive).TakeWhile(pair => pair.First == pair.Second).Count();
            if (different < Math.Max(naive.Count, digests[side].Count))
            {
                throw new BenchmarkMismatchException($"window {different} of the {side} camera differs from the reference ({digests[side].Count} windows, the reference has {naive.Count})");
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        File.Delete(path);
        base.Dispose(disposing);
    }

    private void EncodeAll(Action<CameraSide, sbyte[]>? take)
    {
        using MvsecRecording recording = MvsecRecording.Open(path, SensorSize.Davis346);
        foreach (StereoWindow window in StereoWindows.ByTime(recording, StackingBasedOnTime.DefaultWindowUs))
        {
            _ = StackingBasedOnTime.Encode(window.Left, window.Span, recording.Sensor, StackingBasedOnTime.DefaultChannels, tensor);
            take?.Invoke(CameraSide.Left, tensor);
            _ = StackingBasedOnTime.Encode(window.Right, window.Span, recording.Sensor, StackingBasedOnTime.DefaultChannels, tensor);
            take?.Invoke(CameraSide.Right, tensor);
        }
    }
}
