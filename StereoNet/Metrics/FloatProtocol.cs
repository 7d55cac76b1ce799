using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// Ground truth at its full precision. Disparity of a depth is <c>f B / Z</c>; depth of a disparity is <c>f B / max(d, 0.5 px)</c>
/// (<see cref="DisparityMetrics.LeastDisparityPx"/>).
/// </summary>
internal sealed class FloatProtocol(string name, bool atEvents)
    : EvaluationProtocol(name, atEvents ? "full precision, where the left camera had an event in the window" : "full precision, every pixel with ground truth")
{
    /// <inheritdoc/>
    public override ScoredEvents? AtEvents => atEvents ? ScoredEvents.OfWindow : null;

    /// <inheritdoc/>
    public override void Prepare(TruthMap truth, SensorSize sensor, Span<float> disparityPx, Span<float> depthM) => Copy(truth, disparityPx, depthM);

    /// <inheritdoc/>
    public override float DepthM(float disparityPx, double focalTimesBaseline) => BoundedDepthM(disparityPx, focalTimesBaseline);

    /// <summary>Depth of a disparity that is taken to be half a pixel at least.</summary>
    public static float BoundedDepthM(float disparityPx, double focalTimesBaseline) => (float)(focalTimesBaseline / Math.Max(disparityPx, DisparityMetrics.LeastDisparityPx));

    /// <summary>Ground truth unchanged, each unit made of the other where only one is there.</summary>
    public static void Copy(TruthMap truth, Span<float> disparityPx, Span<float> depthM)
    {
        ReadOnlySpan<float> values = truth.Values;
        if (!truth.IsDepth)
        {
            values.CopyTo(disparityPx);
            for (int i = 0; i < depthM.Length; i++)
            {
                depthM[i] = (float)(truth.Rig!.FocalTimesBaseline / values[i]); // a rig is there where depth is asked for
            }

            return;
        }

        StereoGeometry rig = truth.Rig!; // depth does not come without
        values.CopyTo(depthM);
        for (int i = 0; i < values.Length; i++)
        {
            disparityPx[i] = rig.DisparityPx(values[i]);
        }
    }
}
