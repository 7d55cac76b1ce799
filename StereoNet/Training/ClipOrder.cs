using EventStereo.Search.Training;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// The recording at each position of a run's endless sequence of samples, a function of the seed alone. Without shares, each epoch is a permutation of
/// all recordings. With shares, one a set of recordings, position p goes to the set that is furthest behind its share of the first p + 1 positions, so
/// that every batch holds its shares as nearly as whole clips allow; within a set, permutations follow one another as without shares.
/// </summary>
/// <param name="sizes">Recordings in each set; recordings are numbered through the sets.</param>
/// <param name="shares">A weight above 0 for each set; empty for no shares.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class ClipOrder(IReadOnlyList<int> sizes, IReadOnlyList<double> shares, int seed)
{
    private readonly Lock gate = new();
    private readonly int[] firsts = [.. sizes.Select((_, i) => sizes.Take(i).Sum())];
    private readonly Dictionary<int, (long Epoch, int[] Order)> shuffled = [];
    private readonly long[] taken = new long[sizes.Count];
    private readonly List<(int Set, long Rank)> picks = [];

    /// <summary>The recording at <paramref name="position"/>, from 0.</summary>
    public int Recording(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        lock (gate)
        {
            if (shares.Count == 0)
            {
                return Shuffled(0, sizes.Sum(), position);
            }

            while (picks.Count <= position)
            {
                picks.Add(Pick(picks.Count));
            }

            (int set, long rank) = picks[(int)position];
            return firsts[set] + Shuffled(set, sizes[set], rank);
        }
    }

    /// <summary>The set that is furthest behind, the first of equals, and how many samples it gave before.</summary>
    private (int Set, long Rank) Pick(long position)
    {
        double all = shares.Sum();
        int set = 0;
        double furthest = double.NegativeInfinity;
        for (int i = 0; i < shares.Count; i++)
        {
            double behind = (shares[i] / all * (position + 1)) - taken[i];
            if (behind > furthest)
            {
                (set, furthest) = (i, behind);
            }
        }

        return (set, taken[set]++);
    }

    private int Shuffled(int set, int size, long position)
    {
        long epoch = position / size;
        if (!shuffled.TryGetValue(set, out (long Epoch, int[] Order) last) || last.Epoch != epoch)
        {
            int[] order = [.. Enumerable.Range(0, size)];
            new Random(SeedMix.Of(seed, (int)epoch, -1, set)).Shuffle(order);
            shuffled[set] = last = (epoch, order);
        }

        return last.Order[position % size];
    }
}
