namespace EventStereo.Bench.Planted;

/// <summary>All searches of one part of the planted benchmark.</summary>
/// <param name="Part">Name of the part.</param>
/// <param name="Description">What is planted and searched.</param>
/// <param name="Architectures">Architectures that could have been planted, so that a guess is right once in so many times.</param>
/// <param name="Recovered">Searches that found what was planted.</param>
/// <param name="Seconds">Mean time of a search, in seconds.</param>
/// <param name="Results">A result a seed.</param>
public sealed record PlantedSummary(string Part, string Description, long Architectures, int Recovered, double Seconds, IReadOnlyList<PlantedResult> Results)
{
    /// <summary>The summary of <paramref name="results"/> of <paramref name="part"/>.</summary>
    public static PlantedSummary Of(PlantedPart part, IReadOnlyList<PlantedResult> results)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(results);
        return new PlantedSummary(
            part.Name, part.Description, part.Architectures, results.Count(result => result.Recovered), results.Select(result => result.Seconds).DefaultIfEmpty(0).Average(), results);
    }
}
