using OpenCvSharp;

namespace EventStereo.StereoNet.Baselines;

/// <summary>
/// Semi-global matching (Hirschmueller, PAMI 2008, as OpenCV's StereoSGBM has it) on frames of event counts. Frames are
/// widened on the left by the highest disparity, else OpenCV gives no answer in as many columns.
/// </summary>
public sealed class SemiGlobalBaseline : IDisparityEstimator
{
    private readonly SemiGlobalSettings settings;

    /// <summary>Makes the estimator with <paramref name="settings"/>, the defaults if null.</summary>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public SemiGlobalBaseline(SemiGlobalSettings? settings = null)
    {
        this.settings = settings ?? new SemiGlobalSettings();
        EstimatorArguments.Check(this.settings.Validate());
    }

    /// <inheritdoc/>
    public string Name => $"semi-global matching of event counts, block {settings.BlockSize}";

    /// <inheritdoc/>
    public void Estimate(StereoFrames frames, int maxDisparityPx, Span<float> disparityPx)
    {
        EstimatorArguments.Check(frames, maxDisparityPx, disparityPx);
        int disparities = OpenCvMatching.Disparities(maxDisparityPx);

        // OpenCV takes 0 and less for 1 here; what no two disparities differ by turns the check off.
        int disp12MaxDiff = settings.LeftRightPx ?? disparities;
        using StereoSGBM matcher = StereoSGBM.Create(
            minDisparity: 0,
            disparities,
            settings.BlockSize,
            settings.P1,
            settings.P2,
            disp12MaxDiff,
            settings.PreFilterCap,
            settings.UniquenessPercent,
            mode: settings.EightPaths ? StereoSGBMMode.HH : StereoSGBMMode.SGBM);
        using Mat left = OpenCvMatching.CountImage(frames.LeftCount, frames.Sensor, disparities, settings.WhiteCount);
        using Mat right = OpenCvMatching.CountImage(frames.RightCount, frames.Sensor, disparities, settings.WhiteCount);
        OpenCvMatching.Compute(matcher, left, right, frames.Sensor, disparities, maxDisparityPx, disparityPx);
    }
}
