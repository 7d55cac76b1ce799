using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// DDES's rules (Tulyakov et al., ICCV 2019, and their public code): disparity in sevenths of a pixel in 8 bits
/// (<see cref="DdesGroundTruth"/>), depth of truth and prediction alike <c>f B / (d + 1e-7)</c> in float32, no bound on either. The sparse
/// variant scores where one of the last 15,000 events of the left camera fell, of the ten 50 ms windows up to the map.
/// </summary>
internal sealed class DdesProtocol(string name, bool sparse)
    : EvaluationProtocol(name, sparse ? "truth in sevenths of a pixel, where one of the left camera's last 15,000 events fell" : "truth in sevenths of a pixel, every pixel with ground truth")
{
    private const int SparseEvents = 15_000;

    // The queue of DDES's own network reaches back half a second, and so do the events that its transformer masks by.
    private const int SparseWindows = 10;

    private static readonly ScoredEvents Latest = new(SparseWindows, SparseEvents);

    /// <inheritdoc/>
    public override bool OpensWindows => true;

    /// <inheritdoc/>
    public override ScoredEvents? AtEvents => sparse ? Latest : null;

    /// <inheritdoc/>
    public override void Prepare(TruthMap truth, SensorSize sensor, Span<float> disparityPx, Span<float> depthM)
    {
        double focalTimesBaseline = truth.Rig?.FocalTimesBaseline ?? double.NaN;
        for (int i = 0; i < disparityPx.Length; i++)
        {
            float value = truth.Values[i];
            disparityPx[i] = truth.IsDepth ? DdesGroundTruth.Decode(DdesGroundTruth.Encode(value, focalTimesBaseline)) : DdesGroundTruth.Round(value);
        }

        for (int i = 0; i < depthM.Length; i++)
        {
            depthM[i] = DepthM(disparityPx[i], focalTimesBaseline);
        }
    }

    /// <inheritdoc/>
    public override float DepthM(float disparityPx, double focalTimesBaseline) => DdesGroundTruth.DepthM(disparityPx, focalTimesBaseline);
}
