namespace EventStereo.StereoNet.Baselines;

/// <summary>A method that makes a disparity map of one window. Calls do not depend on each other.</summary>
public interface IDisparityEstimator
{
    /// <summary>What it is, with its settings, in a few words.</summary>
    string Name { get; }

    /// <summary>Estimates disparities of 0 to <paramref name="maxDisparityPx"/> at every pixel of the left camera.</summary>
    /// <param name="frames">The window.</param>
    /// <param name="maxDisparityPx">Highest disparity to consider, 1 or more and below the sensor's width.</param>
    /// <param name="disparityPx">Gets <c>x_left - x_right</c> in px, NaN where there is no answer, <c>[H, W]</c>.</param>
    /// <exception cref="ArgumentException">The map's size is not the sensor's, or the disparity is out of range.</exception>
    void Estimate(StereoFrames frames, int maxDisparityPx, Span<float> disparityPx);
}
