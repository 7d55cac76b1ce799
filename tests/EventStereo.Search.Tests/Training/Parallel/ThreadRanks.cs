using EventStereo.Search.Training.Parallel;

namespace EventStereo.Search.Tests.Training.Parallel;

/// <summary>Ranks that are threads of this process: the arithmetic between ranks can be tested where there is no mpirun.</summary>
internal sealed class ThreadRanks : IDisposable
{
    private readonly Barrier meeting;
    private readonly double[][] shared;

    private ThreadRanks(int ranks)
    {
        meeting = new Barrier(ranks);
        shared = new double[ranks][];
    }

    /// <summary>Runs <paramref name="body"/> once a rank, side by side, and returns what each gave.</summary>
    public static T[] Run<T>(int ranks, Func<IRankExchange, T> body)
    {
        using ThreadRanks world = new(ranks);
        Task<T>[] tasks = [.. Enumerable.Range(0, ranks).Select(rank => Task.Factory.StartNew(() => body(new One(world, rank)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        return Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();
    }

    public void Dispose() => meeting.Dispose();

    private double[][] Meet(int rank, double[] own)
    {
        shared[rank] = own;
        meeting.SignalAndWait();
        double[][] all = [.. shared];
        meeting.SignalAndWait();
        return all;
    }

    private sealed class One(ThreadRanks world, int rank) : IRankExchange
    {
        public int Rank => rank;

        public int Ranks => world.shared.Length;

        public void Sum(Span<float> values)
        {
            double[] sums = Array.ConvertAll(values.ToArray(), value => (double)value);
            Sum(sums);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)sums[i];
            }
        }

        public void Sum(Span<double> values)
        {
            double[][] all = world.Meet(rank, values.ToArray());
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = all.Sum(own => own[i]);
            }
        }

        public void Broadcast(Span<byte> values)
        {
            double[][] all = world.Meet(rank, Array.ConvertAll(values.ToArray(), value => (double)value));
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (byte)all[0][i];
            }
        }

        public void Barrier() => world.Meet(rank, []);
    }
}
