using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>A spike map and the share of the whole that it is, where a search has several in one place.</summary>
/// <param name="Map">Spikes <c>[N, C, ...]</c>.</param>
/// <param name="Share">A scalar of 0 to 1; null where it is all there is.</param>
public readonly record struct WeightedMap(Tensor Map, Tensor? Share = null)
{
    /// <summary>
    /// The currents that maps cause together: <c>sum over i of share[i] current(map[i], i)</c>. Weighting currents and not maps keeps spikes what convolutions see.
    /// </summary>
    /// <param name="maps">The maps; null for one that has no share.</param>
    /// <param name="current">The current of a map, given its place in the list.</param>
    /// <exception cref="ArgumentException">No map has a share.</exception>
    public static Tensor Sum(IReadOnlyList<WeightedMap?> maps, Func<Tensor, int, Tensor> current)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(current);
        Tensor? sum = null;
        for (int i = 0; i < maps.Count; i++)
        {
            if (maps[i] is { } map)
            {
                Tensor part = current(map.Map, i);
                part = map.Share is null ? part : part * map.Share;
                sum = sum is null ? part : sum + part;
            }
        }

        return sum ?? throw new ArgumentException("no map has a share", nameof(maps));
    }
}
