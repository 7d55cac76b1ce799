using EventStereo.StereoNet.ArchitectureSearch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>One search of a comparison, as far as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it came to; null while it is not finished.</param>
/// <param name="Seconds">Seconds of searching, of all its parts.</param>
public sealed record ComparedSearch(string Name, StereoSearchSummary? Summary, double Seconds);
