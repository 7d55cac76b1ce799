using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>
/// From alphas to a cell. With <c>p_e = softmax(alpha_e)</c> over all operations of edge e, its strength <c>w_e</c> is the largest <c>p_e(o)</c> among operations that are neither skip
/// nor none (among skips in a space that has nothing else). A node keeps its strongest edges, each with its most probable operation that is not none, which may be skip; of equals the
/// earlier source and the earlier operation. Source: SpikeDHS, <c>decode.py</c>, section 2.1 of the method; DARTS, ICLR 2019, section 2.4.
/// <para>
/// Other cells are ranked by <c>sum over kept edges of log w_e + log p_e(o) - max_o' log p_e(o')</c>: what an edge is worth, less what another operation than its best costs. Where no skip
/// is the most probable, that is the log-probability of the kept operations; the decoded cell is the first in either case.
/// </para>
/// </summary>
public static class CellDecoder
{
    /// <summary>The published decoding.</summary>
    /// <param name="space">What the cell may be.</param>
    /// <param name="alphas">A row for each edge, a column for each operation of the space.</param>
    /// <exception cref="ArgumentException">A table of another size, or settings that are not valid.</exception>
    public static CellGenotype Decode(CellSpace space, LogitTable alphas)
    {
        EdgeScores[] edges = Scores(space, alphas);
        var nodes = new NodeGenotype[space.Nodes];
        for (int node = 0; node < space.Nodes; node++)
        {
            int first = CellSpace.FirstEdge(node);
            nodes[node] = new NodeGenotype([.. Enumerable.Range(0, node + 2)
                .OrderByDescending(source => edges[first + source].Strength) // stable: the earlier of equals stays before
                .Take(space.EdgesKept)
                .Order()
                .Select(source => new EdgeGenotype(source, space.Operations[edges[first + source].Best]))]);
        }

        return new CellGenotype(nodes);
    }

    /// <summary>Every cell of the space by descending score, found one at a time as it is asked for; the first is <see cref="Decode"/>'s.</summary>
    /// <exception cref="ArgumentException">A table of another size, or settings that are not valid.</exception>
    public static IEnumerable<RankedCell> BestCells(CellSpace space, LogitTable alphas)
    {
        RankedPaths paths = new();
        int end = Append(paths, 0, space, alphas);
        return paths.To(end).Select(path => new RankedCell(FromLabels(space, path.Labels), path.Score));
    }

    /// <summary>
    /// Adds the choices of a cell behind state <paramref name="start"/> of <paramref name="paths"/>; the state at which they end. A path has an arc for each edge, labelled with the
    /// column of its operation or -1 where it is dropped; states count a node's kept edges.
    /// </summary>
    internal static int Append(RankedPaths paths, int start, CellSpace space, LogitTable alphas)
    {
        EdgeScores[] edges = Scores(space, alphas);
        for (int node = 0; node < space.Nodes; node++)
        {
            int sources = node + 2, keep = Math.Min(space.EdgesKept, sources);
            int[] stateOf = [start]; // by edges kept so far, from `lowest` on
            int lowest = 0;
            for (int source = 0; source < sources; source++)
            {
                int least = Math.Max(0, keep - (sources - source - 1)), most = Math.Min(keep, source + 1);
                int[] next = [.. Enumerable.Range(least, most - least + 1).Select(_ => paths.AddState())];
                for (int kept = least; kept <= most; kept++)
                {
                    EdgeArcs(paths, edges[CellSpace.FirstEdge(node) + source], State(kept), State(kept - 1), next[kept - least]);
                }

                (stateOf, lowest) = (next, least);
            }

            start = stateOf[^1];

            int State(int kept) => kept >= lowest && kept - lowest < stateOf.Length ? stateOf[kept - lowest] : -1;
        }

        return start;
    }

    /// <summary>The cell of a path's labels, one for each edge.</summary>
    internal static CellGenotype FromLabels(CellSpace space, ReadOnlySpan<int> labels)
    {
        var nodes = new NodeGenotype[space.Nodes];
        for (int node = 0; node < space.Nodes; node++)
        {
            List<EdgeGenotype> edges = [];
            for (int source = 0; source < node + 2; source++)
            {
                int column = labels[CellSpace.FirstEdge(node) + source];
                if (column >= 0)
                {
                    edges.Add(new EdgeGenotype(source, space.Operations[column]));
                }
            }

            nodes[node] = new NodeGenotype(edges);
        }

        return new CellGenotype(nodes);
    }

    /// <summary>The arcs of one edge to the state <paramref name="to"/>: dropped from <paramref name="same"/>, kept from <paramref name="fewer"/>, where those states exist.</summary>
    private static void EdgeArcs(RankedPaths paths, EdgeScores edge, int same, int fewer, int to)
    {
        if (same >= 0)
        {
            paths.AddArc(same, to, 0, -1); // first, so that of equals the earlier source is kept
        }

        for (int column = 0; fewer >= 0 && column < edge.Logs.Length; column++)
        {
            if (!edge.IsNone[column])
            {
                paths.AddArc(fewer, to, edge.Strength + (edge.Logs[column] - edge.Logs[edge.Best]), column);
            }
        }
    }

    private static EdgeScores[] Scores(CellSpace space, LogitTable alphas)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(alphas);
        if (space.Validate("cell") is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(space));
        }

        if (alphas.Rows != space.Edges || alphas.Columns != space.Operations.Count)
        {
            throw new ArgumentException($"alpha is {alphas.Rows} x {alphas.Columns}; {space.Edges} edges with {space.Operations.Count} operations need {space.Edges} x {space.Operations.Count}", nameof(alphas));
        }

        bool[] isNone = [.. space.Operations.Select(operation => operation == CellOperation.None)];
        bool[] counts = [.. space.Operations.Select(operation => operation is not (CellOperation.None or CellOperation.SkipConnect))];
        counts = counts.Contains(true) ? counts : [.. isNone.Select(none => !none)];
        return [.. Enumerable.Range(0, alphas.Rows).Select(edge =>
        {
            double[] logs = Softmax.LogOf(alphas.Row(edge));
            int[] columns = [.. Enumerable.Range(0, logs.Length)];
            return new EdgeScores(logs, isNone, columns.Where(column => !isNone[column]).MaxBy(column => logs[column]), columns.Where(column => counts[column]).Max(column => logs[column]));
        })];
    }

    /// <summary>Log-probabilities of an edge's operations, which of them are none, the best that is not, and the logarithm of the edge's strength.</summary>
    private sealed record EdgeScores(double[] Logs, bool[] IsNone, int Best, double Strength);
}
