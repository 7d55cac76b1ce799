using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Network;

namespace EventStereo.Bench.Inference;

/// <summary>The read-out of an inference at MVSEC's size: the one-pass kernel against logits at every pixel and tensor operations.</summary>
internal sealed class ReadoutFullSize : BenchmarkCase
{
    public override string Bench => "stream";

    public override string Name => "readout-346x260";

    public override string Description => "similarities [32, 66, 87] to a disparity map of 346x260: bilinear, 32 bins, sub-pixel MAP";

    public override string Reference => "logits [32, 260, 346] and the same read-out from tensor operations, on as many threads";

    public override string ItemName => "pixels";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SensorSize full = SensorSize.Davis346;
        return new ReadoutWork(new StereoNetworkConfig { StemStride = 2, VolumePooling = 2 }, new SensorSize(full.Width, settings.Scaled(full.Height)), settings);
    }
}
