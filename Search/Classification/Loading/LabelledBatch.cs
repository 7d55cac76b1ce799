namespace EventStereo.Search.Classification.Loading;

/// <summary>Samples of one step of a training.</summary>
/// <param name="Values"><c>[T, B, C, H, W]</c>, time leading.</param>
/// <param name="Labels">Classes <c>[B]</c>.</param>
/// <param name="Indices">The samples' places in the data set, <c>[B]</c>.</param>
/// <param name="Broken">Samples that could not be read and are left out, each in words.</param>
public sealed record LabelledBatch(float[] Values, long[] Labels, int[] Indices, IReadOnlyList<string> Broken)
{
    /// <summary>What the samples were mixed with; null where they were not. <see cref="Labels"/> are then those of the larger shares.</summary>
    public BatchMix? Mix { get; init; }

    /// <summary>Number of samples <c>B</c>.</summary>
    public int Count => Labels.Length;
}
