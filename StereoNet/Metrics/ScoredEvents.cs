namespace EventStereo.StereoNet.Metrics;

/// <summary>Which events of the left camera make a pixel one to be scored.</summary>
/// <param name="Windows">Windows of as many ground-truth maps up to the scored one, whose events count; 1 is the scored window alone.</param>
/// <param name="Latest">Of these events, the last so many.</param>
public sealed record ScoredEvents(int Windows, int Latest)
{
    /// <summary>Every event of the scored window.</summary>
    public static ScoredEvents OfWindow { get; } = new(1, int.MaxValue);
}
