using System.Runtime.CompilerServices;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>
/// The paths through a directed acyclic graph from its first state to another, best first, one at a time: a state's k-th best path is the best of its incoming arcs each with the next
/// path of the state that it comes from. Work and memory grow with the number of paths asked for. Of equal scores the arc that was added first wins, from the end backwards.
/// Source: Huang and Chiang, "Better k-best parsing", IWPT 2005, algorithm 3, here on a graph.
/// </summary>
internal sealed class RankedPaths
{
    private readonly List<State> states = [new()];

    /// <summary>Adds a state after those that arcs will come from; its number. The first state is number 0.</summary>
    public int AddState()
    {
        states.Add(new State());
        return states.Count - 1;
    }

    /// <summary>Adds an arc from one state to a later one.</summary>
    public void AddArc(int from, int to, double score, int label)
    {
        if (from >= to)
        {
            throw new ArgumentException($"an arc from state {from} to {to} does not go forwards");
        }

        states[to].Arcs.Add(new Arc(from, score, label));
    }

    /// <summary>The paths to <paramref name="end"/> by descending sum of their arcs' scores, each with the labels of its arcs in order.</summary>
    public IEnumerable<(double Score, int[] Labels)> To(int end)
    {
        for (int state = 1; state < end; state++)
        {
            Find(state, 0); // from the first on, so that no search goes deep at once
        }

        for (int rank = 0; Find(end, rank); rank++)
        {
            yield return (states[end].Found[rank].Score, Labels(end, rank));
        }
    }

    /// <summary>Whether <paramref name="state"/> has a path of this rank (from 0), which is then found.</summary>
    private bool Find(int state, int rank)
    {
        if (state == 0)
        {
            return rank == 0;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        State at = states[state];
        if (at.Frontier is null)
        {
            at.Frontier = new PriorityQueue<Found, Found>();
            for (int arc = 0; arc < at.Arcs.Count; arc++)
            {
                Offer(at, arc, 0);
            }
        }

        while (at.Found.Count <= rank)
        {
            if (!at.Frontier.TryDequeue(out Found best, out _))
            {
                return false;
            }

            at.Found.Add(best);
            Offer(at, best.Arc, best.Rank + 1);
        }

        return true;
    }

    private void Offer(State at, int arc, int rank)
    {
        Arc taken = at.Arcs[arc];
        if (Find(taken.From, rank))
        {
            double before = taken.From == 0 ? 0 : states[taken.From].Found[rank].Score;
            Found found = new(before + taken.Score, arc, rank);
            at.Frontier?.Enqueue(found, found);
        }
    }

    private int[] Labels(int state, int rank)
    {
        List<int> labels = [];
        while (state != 0)
        {
            Found found = states[state].Found[rank];
            Arc arc = states[state].Arcs[found.Arc];
            labels.Add(arc.Label);
            (state, rank) = (arc.From, found.Rank);
        }

        labels.Reverse();
        return [.. labels];
    }

    private readonly record struct Arc(int From, double Score, int Label);

    /// <summary>A path into a state: through which of its arcs, and the how-manieth of the state before.</summary>
    private readonly record struct Found(double Score, int Arc, int Rank) : IComparable<Found>
    {
        public int CompareTo(Found other)
        {
            int byScore = other.Score.CompareTo(Score); // the highest first
            int byArc = byScore != 0 ? byScore : Arc.CompareTo(other.Arc);
            return byArc != 0 ? byArc : Rank.CompareTo(other.Rank);
        }
    }

    private sealed class State
    {
        public List<Arc> Arcs { get; } = [];

        public List<Found> Found { get; } = [];

        public PriorityQueue<Found, Found>? Frontier { get; set; }
    }
}
