using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>
/// Most probable paths of resolutions. The probability of a path is the product of its transition probabilities (<see cref="TrellisProbabilities"/>). Of equally probable paths the one
/// at the lower level is first, looking at the last layer first. Source: Auto-DeepLab, CVPR 2019, section 3.3, as SpikeDHS decodes its layers; A. Viterbi, IEEE Trans. Inf. Theory 13, 1967.
/// </summary>
public static class TrellisDecoder
{
    /// <summary>The most probable path: <c>V_i(l') = max_l V_(i-1)(l) P(l' | l)</c>, traced back from the best level of the last layer.</summary>
    /// <exception cref="ArgumentException">A table of another size, or settings that are not valid.</exception>
    public static RankedPath Viterbi(TrellisSpace space, LogitTable betas)
    {
        TrellisProbabilities probabilities = TrellisProbabilities.Of(space, betas);
        double[][] best = TrellisProbabilities.Impossible(space.Layers + 1, space.Levels);
        var before = new int[space.Layers, space.Levels];
        best[0][space.StartLevel] = 0;
        foreach (TrellisEdge edge in space.Edges())
        {
            double log = best[edge.Layer][edge.From] + probabilities.LogTransition(edge);
            if (log > best[edge.Layer + 1][edge.To])
            {
                (best[edge.Layer + 1][edge.To], before[edge.Layer, edge.To]) = (log, edge.From); // steps come by rising level, so that the lower one stays where two are equal
            }
        }

        int last = space.LevelsAt(space.Layers - 1).MaxBy(level => best[space.Layers][level]); // the first of equals
        int[] path = new int[space.Layers];
        for ((int layer, int level) = (space.Layers - 1, last); layer >= 0; level = before[layer--, level])
        {
            path[layer] = level;
        }

        return new RankedPath(ValueList<int>.Of(path), best[space.Layers][last]);
    }

    /// <summary>Every path by descending probability, found one at a time as it is asked for; the first is <see cref="Viterbi"/>'s.</summary>
    /// <exception cref="ArgumentException">A table of another size, or settings that are not valid.</exception>
    public static IEnumerable<RankedPath> BestPaths(TrellisSpace space, LogitTable betas)
    {
        RankedPaths paths = new();
        int end = Append(paths, 0, TrellisProbabilities.Of(space, betas));
        return paths.To(end).Select(path => new RankedPath(ValueList<int>.Of(path.Labels[..space.Layers]), path.Score));
    }

    /// <summary>
    /// Adds the trellis behind state <paramref name="start"/> of <paramref name="paths"/>; the state at which its paths end. A path has an arc for each layer, labelled with its level,
    /// and one more.
    /// </summary>
    internal static int Append(RankedPaths paths, int start, TrellisProbabilities probabilities)
    {
        TrellisSpace space = probabilities.Space;
        Dictionary<int, int> stateOf = new() { [space.StartLevel] = start };
        for (int layer = 0; layer < space.Layers; layer++)
        {
            Dictionary<int, int> next = space.LevelsAt(layer).ToDictionary(level => level, _ => paths.AddState());
            foreach (TrellisEdge edge in space.EdgesInto(layer))
            {
                paths.AddArc(stateOf[edge.From], next[edge.To], probabilities.LogTransition(edge), edge.To);
            }

            stateOf = next;
        }

        int end = paths.AddState();
        foreach ((int level, int state) in stateOf.OrderBy(pair => pair.Key))
        {
            paths.AddArc(state, end, 0, level);
        }

        return end;
    }
}
