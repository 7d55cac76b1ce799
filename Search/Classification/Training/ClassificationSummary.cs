namespace EventStereo.Search.Classification.Training;

/// <summary>What a run came to.</summary>
/// <param name="Steps">Steps trained.</param>
/// <param name="Parameters">Parameters of the network, without the auxiliary read-out.</param>
/// <param name="TrainingSamples">Samples learned.</param>
/// <param name="ValidationSamples">Samples held out.</param>
/// <param name="Broken">Samples that could not be read and were left out, counted each time.</param>
/// <param name="Loss">Of the last step, nat.</param>
/// <param name="Validation">The last validation.</param>
/// <param name="Best">The best one, whose weights are kept.</param>
/// <param name="BestStep">The step after which it was, from 0.</param>
public sealed record ClassificationSummary(
    int Steps, long Parameters, int TrainingSamples, int ValidationSamples, long Broken, double Loss, ClassificationValidation? Validation, ClassificationValidation? Best, int BestStep);
