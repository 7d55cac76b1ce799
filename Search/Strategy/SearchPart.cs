namespace EventStereo.Search.Strategy;

/// <summary>The two parts of a search's training data.</summary>
public enum SearchPart
{
    /// <summary>What the network's weights learn from.</summary>
    Weights,

    /// <summary>What the architecture's weights learn from, and what candidates are compared on.</summary>
    Architecture,
}
