namespace EventStereo.StereoNet.Training;

/// <summary>
/// Means over an optimizer step, or a part's share of them, so that parts add up: the loss in nat and the one-pixel error over all loss pixels, the
/// firing rate over all neurons and windows.
/// </summary>
internal readonly record struct StepMeans(double Loss, double OnePixelErrorPercent, double FiringRate)
{
    /// <summary>Those of a step without loss pixels.</summary>
    public static StepMeans Unknown { get; } = new(double.NaN, double.NaN, double.NaN);

    public static StepMeans operator +(StepMeans a, StepMeans b) => new(a.Loss + b.Loss, a.OnePixelErrorPercent + b.OnePixelErrorPercent, a.FiringRate + b.FiringRate);
}
