using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// Where a path through a trellis is, as probabilities that gradients flow through. From the transitions <c>p(l' to l)</c> of each layer follow
/// <code>
/// reach(i, l)         = sum over l' of reach(i-1, l') p_i(l' to l)
/// before(i, l', l)    = reach(i-1, l') p_i(l' to l) / reach(i, l)                    the path came from l', given that it is at l
/// twoBefore(i, l'', l) = sum over l' of before(i, l', l) before(i-1, l'', l')
/// </code>
/// and the last layer's reach, the probability of ending at a level. With transitions of 0 and 1 all of them are 0 or 1 and only the path's own cells take part.
/// </summary>
public sealed class PathShares
{
    private readonly SubnetPlan plan;
    private readonly List<Dictionary<int, PathShare>> reach = []; // by layer
    private readonly List<Dictionary<(int From, int To), PathShare>> before = [];

    private PathShares(SubnetPlan plan) => this.plan = plan;

    /// <summary>The shares of one path.</summary>
    public static PathShares Of(SubnetPlan plan, IReadOnlyList<int> path)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(path);
        PathShares shares = new(plan);
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            shares.reach.Add(new() { [path[layer]] = default });
            shares.before.Add(new() { [(layer == 0 ? plan.StartLevel : path[layer - 1], path[layer])] = default });
        }

        return shares;
    }

    /// <summary>The shares of transition probabilities, scalars by layer, level before and level.</summary>
    public static PathShares Of(SubnetPlan plan, Func<int, int, int, Tensor> transition)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(transition);
        PathShares shares = new(plan);
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            shares.AddLayer(layer, transition);
        }

        return shares;
    }

    /// <summary>Whether a path may be at <paramref name="level"/> in <paramref name="layer"/>.</summary>
    public bool Reaches(int layer, int level) => reach[layer].ContainsKey(level);

    /// <summary>The probability of being at <paramref name="level"/> in <paramref name="layer"/>; null for 0.</summary>
    public PathShare? At(int layer, int level) => reach[layer].TryGetValue(level, out PathShare share) ? share : null;

    /// <summary>The probability of ending at <paramref name="level"/>; null for 0.</summary>
    public PathShare? Ends(int level) => At(plan.Layers - 1, level);

    /// <summary>The probability of having been at <paramref name="from"/> one layer before, given the level <paramref name="to"/> in <paramref name="layer"/>; null for 0.</summary>
    public PathShare? FromBefore(int layer, int from, int to) => before[layer].TryGetValue((from, to), out PathShare share) ? share : null;

    /// <summary>The same two layers before; what enters the network stands in for layers before the first.</summary>
    public PathShare? FromTwoBefore(int layer, int from, int to)
    {
        if (layer == 0)
        {
            return FromBefore(0, from, to);
        }

        Tensor? sum = null;
        bool any = false, whole = false;
        foreach (int between in plan.Before(layer, to))
        {
            if (FromBefore(layer, between, to) is { } second && FromBefore(layer - 1, from, between) is { } first)
            {
                any = true;
                whole |= first.Weight is null && second.Weight is null;
                Tensor? product = first.Weight is null ? second.Weight : second.Weight is null ? first.Weight : first.Weight * second.Weight;
                sum = sum is null ? product : product is null ? sum : sum + product;
            }
        }

        return any ? new PathShare(whole ? null : sum) : null;
    }

    private void AddLayer(int layer, Func<int, int, int, Tensor> transition)
    {
        Dictionary<int, PathShare> reached = [];
        Dictionary<(int, int), PathShare> came = [];
        foreach (int level in plan.Levels[layer])
        {
            (int From, Tensor Joint)[] ways = [.. plan.Before(layer, level)
                .Where(from => layer == 0 || Reaches(layer - 1, from))
                .Select(from => (from, transition(layer, from, level)))
                .Select(way => layer > 0 && At(layer - 1, way.from)?.Weight is { } weight ? (way.from, weight * way.Item2) : (way.from, way.Item2))];
            if (ways.Length == 0)
            {
                continue;
            }

            Tensor total = ways.Skip(1).Aggregate(ways[0].Joint, (sum, way) => sum + way.Joint);
            reached[level] = new PathShare(total);
            foreach ((int from, Tensor joint) in ways)
            {
                // A level that is never reached passes nothing on; the smallest normal number keeps its shares 0 and not undefined.
                came[(from, level)] = new PathShare(ways.Length == 1 && total.item<float>() > 0f ? null : joint / total.clamp_min(1e-37f));
            }
        }

        reach.Add(reached);
        before.Add(came);
    }
}
