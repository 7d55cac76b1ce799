namespace EventStereo.Search.Classification.Training;

/// <summary>What one step of a training did.</summary>
/// <param name="Step">From 0.</param>
/// <param name="Loss">Nat, without the term of firing rates.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="ErrorPercent">Samples of the batch that were not known.</param>
/// <param name="FiringRate">Share of neurons and steps that spiked; not-a-number of an artificial network.</param>
/// <param name="LearningRate">Of this step.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="WaitSeconds">Of them, waiting for the batch.</param>
/// <param name="Samples">Samples of the batch.</param>
/// <param name="Broken">Samples that could not be read and were left out, each in words.</param>
public sealed record ClassificationStep(int Step, double Loss, double GradientNorm, double ErrorPercent, double FiringRate, double LearningRate, double Seconds, double WaitSeconds, int Samples, IReadOnlyList<string> Broken);
