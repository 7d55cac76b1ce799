namespace EventStereo.Search.Architecture.Pictures;

/// <summary>A stretch of a training: means over its steps, and what a validation gave at its end.</summary>
/// <param name="Step">Steps done at its end.</param>
/// <param name="Loss">Mean loss of the steps.</param>
/// <param name="AccuracyPercent">Mean accuracy on their batches, while the weights changed.</param>
/// <param name="HeldOutLoss">Loss on the data held out; null where the stretch has no validation.</param>
/// <param name="HeldOutPercent">Accuracy on them.</param>
public sealed record TrainingCurvePoint(long Step, double Loss, double AccuracyPercent, double? HeldOutLoss, double? HeldOutPercent);
