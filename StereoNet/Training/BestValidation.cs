namespace EventStereo.StereoNet.Training;

/// <summary>The validation with the lowest one-pixel error of a run so far, the earlier one of equals.</summary>
/// <param name="Step">The step after which it was, from 0, as in the metrics.</param>
/// <param name="Validation">What it gave.</param>
public sealed record BestValidation(int Step, StereoValidation Validation)
{
    /// <summary>The better one of <paramref name="best"/>, null before the first, and a validation after <paramref name="step"/>.</summary>
    public static BestValidation? Better(BestValidation? best, int step, StereoValidation validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        bool improves = validation.OnePixelErrorPercent < (best?.Validation.OnePixelErrorPercent ?? double.PositiveInfinity); // false for not-a-number
        return improves ? new BestValidation(step, validation) : best;
    }
}
