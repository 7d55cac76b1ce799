using OpenCvSharp;

namespace EventStereo.StereoNet.Baselines;

/// <summary>Block matching by sums of absolute differences (OpenCV's StereoBM) on frames of summed polarity: bright edges grey to white, dark ones grey to black.</summary>
/// <param name="blockSize">Side of the matched block in px, odd.</param>
public sealed class BlockMatchingBaseline(int blockSize = BlockMatchingBaseline.DefaultBlockSize) : IDisparityEstimator
{
    /// <summary>The block of the published comparison.</summary>
    public const int DefaultBlockSize = 21;

    /// <inheritdoc/>
    public string Name => $"block matching of signed frames, block {blockSize}";

    /// <inheritdoc/>
    public void Estimate(StereoFrames frames, int maxDisparityPx, Span<float> disparityPx)
    {
        EstimatorArguments.Check(frames, maxDisparityPx, disparityPx);
        int disparities = OpenCvMatching.Disparities(maxDisparityPx);
        using StereoBM matcher = StereoBM.Create(disparities, blockSize);
        matcher.UniquenessRatio = 0;
        using Mat left = OpenCvMatching.SignedImage(frames.LeftStack, frames.Sensor, frames.Channels, disparities);
        using Mat right = OpenCvMatching.SignedImage(frames.RightStack, frames.Sensor, frames.Channels, disparities);
        OpenCvMatching.Compute(matcher, left, right, frames.Sensor, disparities, maxDisparityPx, disparityPx);
    }
}
