namespace EventStereo.StereoNet.Comparison;

/// <summary>One network of a comparison of searches, as far as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runs">A run a seed, finished or not.</param>
/// <param name="Summary">Mean and deviation of the finished ones; null while there is none.</param>
/// <param name="PointsAboveFirst">1PA in points above the comparison's first network, the mean over the seeds that both have finished; null without one, and of the first network itself.</param>
public sealed record ComparedNetwork(string Name, IReadOnlyList<SeedScore> Runs, ScoreSummary? Summary, double? PointsAboveFirst);
