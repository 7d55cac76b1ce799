namespace EventStereo.Search.Architecture.Pictures;

/// <summary>A network in a plot of accuracy against energy.</summary>
/// <param name="Name">Written beside it.</param>
/// <param name="Mj">Energy of an inference, mJ, finite.</param>
/// <param name="AccuracyPercent">Accuracy, %, finite.</param>
/// <param name="DeviationPercent">Standard deviation of the accuracy over seeds, drawn as a bar; null without one.</param>
public sealed record ParetoPoint(string Name, double Mj, double AccuracyPercent, double? DeviationPercent = null)
{
    /// <summary>Those of <paramref name="points"/> that no other equals or surpasses in both accuracy and energy, by rising energy; of equals the first.</summary>
    public static IReadOnlyList<ParetoPoint> Front(IEnumerable<ParetoPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        List<ParetoPoint> front = [];
        foreach (ParetoPoint point in points.OrderBy(point => point.Mj).ThenByDescending(point => point.AccuracyPercent))
        {
            if (front.Count == 0 || point.AccuracyPercent > front[^1].AccuracyPercent)
            {
                front.Add(point);
            }
        }

        return front;
    }
}
