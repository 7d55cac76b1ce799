using EventStereo.EventIO.Events;

namespace EventStereo.Bench.Inference;

/// <summary>A step of the shipped network as evs stream times it: from a window's events to its disparity map, membranes carried.</summary>
internal sealed class StreamStep : BenchmarkCase
{
    public override string Bench => "stream";

    public override string Name => "stream-stereo-small-260x346";

    public override string Description => "a 50 ms window of 50,000 events a camera at 346x260 to a disparity map: encoding, network, read-out";

    public override string Reference => "the same with new tensors for each window, logits at every pixel and the read-out from tensor operations";

    public override string ItemName => "windows";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string weights = settings.WeightsFolder ?? throw new InvalidDataException("weights: not beside the program nor in a folder above; run evs from a complete clone");
        SensorSize full = SensorSize.Davis346;
        return new StreamStepWork(Path.Combine(weights, "stereo-small"), new SensorSize(full.Width, settings.Scaled(full.Height, least: 16)), settings);
    }
}
