namespace EventStereo.StereoNet.Training;

/// <summary>What a run knows of itself at a checkpoint beside weights and states: the last step's loss in nat (null without loss pixels), the last validation and the best one.</summary>
internal sealed record StereoTrainingProgress(double? Loss, StereoValidation? Validation, BestValidation? Best)
{
    /// <summary>That of a run before its first step.</summary>
    public static StereoTrainingProgress None { get; } = new(null, null, null);

    /// <summary>After one more step.</summary>
    public StereoTrainingProgress After(TrainingStep step, StereoValidation? validation) => new(
        double.IsFinite(step.Loss) ? step.Loss : null,
        validation ?? Validation,
        validation is null ? Best : BestValidation.Better(Best, step.Step, validation));
}
