using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// StereoSpike's rules (Rançon et al., IEEE Access 2022, and their public code): depth against a depth map whose holes of fewer than 24
/// pixels are filled (<see cref="StereoSpikeGroundTruth"/>), at every pixel that is then known, mean over maps. The authors report mean depth
/// error alone; disparity is scored here against that of the filled map.
/// </summary>
internal sealed class StereoSpikeProtocol() : EvaluationProtocol("stereospike", "depth with holes below 24 pixels filled, every pixel then known")
{
    /// <inheritdoc/>
    public override bool OpensWindows => true;

    /// <inheritdoc/>
    public override void Prepare(TruthMap truth, SensorSize sensor, Span<float> disparityPx, Span<float> depthM)
    {
        StereoGeometry rig = truth.Rig ?? throw new InvalidDataException("protocol stereospike scores depth, and no focal length and baseline is known");
        float[] known = truth.Values;
        if (!truth.IsDepth)
        {
            known = new float[truth.Values.Length];
            FloatProtocol.Copy(truth, new float[known.Length], known);
        }

        StereoSpikeGroundTruth.Fill(known, sensor).CopyTo(depthM);
        for (int i = 0; i < disparityPx.Length; i++)
        {
            disparityPx[i] = rig.DisparityPx(depthM[i]);
        }
    }

    /// <inheritdoc/>
    public override float DepthM(float disparityPx, double focalTimesBaseline) => StereoSpikeGroundTruth.DepthM(disparityPx, focalTimesBaseline);
}
