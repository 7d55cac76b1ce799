namespace EventStereo.Search.Classification.Training;

/// <summary>What a run knows of itself at a checkpoint beside weights and states.</summary>
/// <param name="Loss">Of the last step, nat.</param>
/// <param name="Broken">Samples that could not be read so far.</param>
/// <param name="Validation">The last validation; null before the first.</param>
/// <param name="Best">The best one, the earlier of equals; null before the first.</param>
/// <param name="BestStep">The step after which it was.</param>
/// <param name="Times">What the steps took; null in a checkpoint of an earlier version.</param>
internal sealed record ClassificationProgress(double Loss, long Broken, ClassificationValidation? Validation, ClassificationValidation? Best, int BestStep, TrainingTimes? Times)
{
    /// <summary>That of a run before its first step.</summary>
    public static ClassificationProgress None { get; } = new(double.PositiveInfinity, 0, null, null, -1, TrainingTimes.None);

    /// <summary>After one more step on <paramref name="threads"/> threads.</summary>
    public ClassificationProgress After(ClassificationStep step, int threads, ClassificationValidation? validation)
    {
        bool improves = IsBetter(validation);
        TrainingTimes times = (Times ?? TrainingTimes.None).After(step.Samples, step.Seconds, step.WaitSeconds, threads);
        return new(step.Loss, Broken + step.Broken.Count, validation ?? Validation, improves ? validation : Best, improves ? step.Step : BestStep, times);
    }

    /// <summary>Whether <paramref name="validation"/> is better than the best so far.</summary>
    public bool IsBetter(ClassificationValidation? validation) => validation is not null && validation.Top1Percent > (Best?.Top1Percent ?? double.NegativeInfinity);
}
