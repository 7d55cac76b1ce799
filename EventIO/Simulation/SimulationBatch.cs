using System.Globalization;
using System.Runtime.ExceptionServices;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// Many recordings of one configuration, each with a seed of its own derived from one seed. Recordings are simulated side
/// by side, each on one thread, and come out in order; the same call gives the same recordings for any number of threads.
/// </summary>
public static class SimulationBatch
{
    /// <summary>The seed of recording <paramref name="index"/> under a batch's seed.</summary>
    public static int SeedOf(int seed, int index) => (int)(CounterRandom.Bits(CounterRandom.Key((ulong)(uint)seed, 0xBA7C4), (ulong)index) & int.MaxValue);

    /// <summary>
    /// Simulates recordings <paramref name="first"/> to <c>first + count - 1</c> of the batch into memory, as they are asked
    /// for: at most twice as many as threads are held at once.
    /// </summary>
    /// <exception cref="ArgumentException">The configuration has problems.</exception>
    /// <exception cref="InvalidDataException">A photograph is not a picture.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IEnumerable<MemorySink> Simulate(SimulationConfig config, int seed, int first, int count, int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        int group = 2 * threads;
        for (int start = first; start < first + count; start += group)
        {
            MemorySink[] recordings = new MemorySink[Math.Min(group, first + count - start)];
            SimulateGroup(config, seed, start, recordings, threads, cancellation);
            foreach (MemorySink recording in recordings)
            {
                yield return recording;
            }
        }
    }

    /// <summary>
    /// Writes <paramref name="count"/> recordings beside one another: for <c>OUT.hdf5</c> the files <c>OUT-00000.hdf5</c>,
    /// <c>OUT-00001.hdf5</c>, ..., from the one of index <paramref name="first"/> on, to go on where it was stopped. Returns the paths it wrote.
    /// </summary>
    /// <exception cref="ArgumentException">The configuration has problems.</exception>
    /// <exception cref="InvalidDataException">A photograph is not a picture.</exception>
    /// <exception cref="IOException">A file cannot be written; those before it are complete.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the files so far are complete.</exception>
    public static IReadOnlyList<string> WriteFiles(
        SimulationConfig config, int seed, int count, string path, int threads, int first = 0, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        List<string> written = [];
        foreach (MemorySink recording in Simulate(config, seed, first, count - first, threads, cancellation))
        {
            int index = first + written.Count;
            string file = PathOf(path, index);
            using MvsecSink sink = new(file, config, SeedOf(seed, index));
            recording.Replay(sink);
            sink.Complete();
            written.Add(file);
            progress?.Report((index + 1) / (double)count);
        }

        return written;
    }

    /// <summary>The file of recording <paramref name="index"/>: its number, of five digits, before the extension.</summary>
    public static string PathOf(string path, int index)
    {
        string number = index.ToString("00000", CultureInfo.InvariantCulture);
        string folder = Path.GetDirectoryName(path) ?? "";
        return Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}-{number}{Path.GetExtension(path)}");
    }

    private static void SimulateGroup(SimulationConfig config, int seed, int start, MemorySink[] recordings, int threads, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, recordings.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
            {
                recordings[i] = new MemorySink();
                StereoSimulator.Run(config, SeedOf(seed, start + i), recordings[i], threads: 1, progress: null, cancellation);
            });
        }
        catch (AggregateException failures)
        {
            // The first one in the order of the recordings would need all to finish; any one tells the cause.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
