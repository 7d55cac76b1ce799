namespace EventStereo.StereoNet.Metrics;

/// <summary>Scores one number a window, the median disparity at the left camera's event pixels, against reference disparities.</summary>
/// <param name="tolerancePx">A window is right when its median is this close to its reference.</param>
/// <param name="usableOnly">Passes over windows whose reference is not usable; else every window counts.</param>
public sealed class ReferenceEvaluation(float tolerancePx = 3, bool usableOnly = true)
{
    private double sumPx;

    /// <summary>Windows scored.</summary>
    public int Windows { get; private set; }

    /// <summary>Windows whose median is within the tolerance.</summary>
    public int Within { get; private set; }

    /// <summary>Windows without any answer: wrong, and not part of the mean error.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Share of windows within the tolerance, in percent; NaN without windows.</summary>
    public double WithinPercent => 100.0 * Within / Windows;

    /// <summary>Mean over answered windows of the absolute difference between median and reference, in px; NaN without any.</summary>
    public double MeanErrorPx => sumPx / (Windows - Unanswered);

    /// <summary>Adds one window.</summary>
    /// <param name="medianPx">Median disparity at event pixels, NaN for none.</param>
    /// <param name="reference">What it should be.</param>
    public void Add(float medianPx, ReferenceDisparity reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (usableOnly && !reference.Usable)
        {
            return;
        }

        Windows++;
        if (float.IsNaN(medianPx))
        {
            Unanswered++;
            return;
        }

        float error = Math.Abs(medianPx - reference.DisparityPx);
        sumPx += error;
        Within += error <= tolerancePx ? 1 : 0;
    }
}
