using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// The metrics of DSEC's disparity benchmark (Gehrig et al., RA-L 2021): mean absolute error, 1- and 2-pixel error and root mean square
/// error over all pixels of all maps with ground truth, which is in 256ths of a pixel in 16 bits, 0 for unknown. Ground truth from elsewhere
/// is rounded to that.
/// </summary>
internal sealed class DsecProtocol() : EvaluationProtocol("dsec", "truth in 256ths of a pixel, all pixels of all maps together")
{
    private const float StepsPerPx = 256;

    /// <inheritdoc/>
    public override ScoreAverage Average => ScoreAverage.Pixels;

    /// <inheritdoc/>
    public override bool ReportsDepth => false;

    /// <inheritdoc/>
    public override void Prepare(TruthMap truth, SensorSize sensor, Span<float> disparityPx, Span<float> depthM)
    {
        FloatProtocol.Copy(truth, disparityPx, depthM);
        foreach (ref float value in disparityPx)
        {
            float steps = MathF.Round(value * StepsPerPx, MidpointRounding.ToEven);
            value = steps is > 0 and <= ushort.MaxValue ? steps / StepsPerPx : float.NaN;
        }
    }

    /// <inheritdoc/>
    public override float DepthM(float disparityPx, double focalTimesBaseline) => FloatProtocol.BoundedDepthM(disparityPx, focalTimesBaseline);
}
