using EventStereo.Search.Architecture;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Strategy;

/// <summary>What a layer's surrogate gradient may become.</summary>
public static class SurrogateCandidates
{
    /// <summary>Decimals of a temperature: sums of steps keep to those of the steps.</summary>
    private const int Decimals = 4;

    /// <summary>
    /// The candidates, as many for every current surrogate: first the <paramref name="current"/> one itself, then those at the other distances, nearer ones first, kept within the range, then
    /// those of the other families. So of equals the first is the one that changes least.
    /// </summary>
    public static IReadOnlyList<SurrogateShape> Of(SurrogateShape current, SurrogateEvolutionConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        SurrogateRange range = config.RangeOf(current.Kind);
        List<SurrogateShape> candidates = [current];
        foreach (float delta in config.Deltas.Where(delta => delta != 0f).OrderBy(MathF.Abs).ThenBy(delta => delta))
        {
            float moved = MathF.Round(current.Temperature + (delta * SurrogateRange.Of(current.Kind).Scale), Decimals);
            candidates.Add(current with { Temperature = Math.Clamp(moved, range.Least, range.Most) });
        }

        foreach (SurrogateKind family in config.Families)
        {
            SurrogateShape other = family == current.Kind ? current : SurrogateRange.Matching(family, current);
            SurrogateRange own = config.RangeOf(family);
            candidates.Add(family == current.Kind ? current : other with { Temperature = Math.Clamp(other.Temperature, own.Least, own.Most) });
        }

        return candidates;
    }
}
