namespace EventStereo.Search.Classification.Training;

/// <summary>What a validation gave.</summary>
/// <param name="Loss">Mean cross-entropy, nat.</param>
/// <param name="Top1Percent">Samples that were known.</param>
/// <param name="Images">Samples.</param>
public sealed record ClassificationValidation(double Loss, double Top1Percent, long Images)
{
    /// <summary>Samples that could not be read and were left out, each in words.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];
}
