namespace EventStereo.Search.Classification.Network;

/// <summary>What the linear layer at the end of a classification network sees of a step.</summary>
public enum ClassificationReadout
{
    /// <summary>Spikes of a neuron on the mean of every map, as published: a bit a map and step, so a narrow network of few steps tells its read-out little.</summary>
    Spikes,

    /// <summary>The means themselves: classes times maps multiplications a step in place of additions, and nothing lost. Not published.</summary>
    Means,
}
