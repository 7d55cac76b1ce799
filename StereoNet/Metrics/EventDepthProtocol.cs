using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// What an event camera's pixel saw, scored when it saw it: pixels with an event of the left camera in the window, against the depth that the latest of them had when it happened, at full
/// precision. Where something moves by more than a pixel in a window, ground truth of the window's end is that of another surface at a part of these pixels, and no
/// method can be right there and at the events. Needs depth at events, which <c>evs simulate</c> writes and published recordings do not have.
/// </summary>
internal sealed class EventDepthProtocol() : EvaluationProtocol("event-depth", "full precision, where the left camera had an event in the window, against the depth when the latest one happened")
{
    /// <inheritdoc/>
    public override bool TruthAtEventTimes => true;

    /// <inheritdoc/>
    public override void Prepare(TruthMap truth, SensorSize sensor, Span<float> disparityPx, Span<float> depthM) => FloatProtocol.Copy(truth, disparityPx, depthM);

    /// <inheritdoc/>
    public override float DepthM(float disparityPx, double focalTimesBaseline) => FloatProtocol.BoundedDepthM(disparityPx, focalTimesBaseline);
}
