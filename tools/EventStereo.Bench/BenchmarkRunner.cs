using System.Diagnostics;

namespace EventStereo.Bench;

/// <summary>
/// Measures a case against its limit and its reference in interleaved rounds of one run: limit, ours, reference, limit, ours,
/// reference, and so on. What else the machine does then falls on all three alike, and the ratio within each round holds where absolute
/// times would not. (BenchmarkDotNet measures each contender in a process and a time of its own, which is what ratios must not be
/// taken across, and it would be another dependency.)
/// </summary>
public static class BenchmarkRunner
{
    /// <summary>Verifies a case, runs it once unmeasured, then measures it.</summary>
    /// <param name="benchmark">The case.</param>
    /// <param name="settings">Rounds, scale, threads and the folder for files.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="cancellation">Stops between calls.</param>
    /// <exception cref="BenchmarkMismatchException">Ours and the reference give different outputs.</exception>
    public static BenchmarkResult Run(
        BenchmarkCase benchmark, BenchmarkSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Rounds, 1, nameof(settings));
        using BenchmarkWork work = benchmark.Prepare(settings, cancellation);
        cancellation.ThrowIfCancellationRequested();
        work.Verify();
        double? taken = work.MeasuresMemory ? PeakMemory.Taken(work.Ours) : null;
        double? takenByReference = work.MeasuresMemory && benchmark.Reference.Length > 0 ? PeakMemory.Taken(work.Reference) : null;
        int rounds = Math.Min(settings.Rounds, work.MaxRounds);
        Contender limit = new(benchmark.Limit.Length > 0 ? work.Limit : null);
        Contender ours = new(work.Ours);
        Contender reference = new(benchmark.Reference.Length > 0 ? work.Reference : null);

        // The round before the first lets the compiler reach its final code and the pages their memory; one measured round needs none.
        for (int round = rounds == 1 ? 0 : -1; round < rounds; round++)
        {
            foreach (Contender contender in (Contender[])[limit, ours, reference])
            {
                cancellation.ThrowIfCancellationRequested();
                contender.Run(work.Repeats, keep: round >= 0);
            }

            progress?.Report((round + 1.0) / rounds);
        }

        return Result(benchmark, work, limit, ours, reference) with { TakenMemoryMb = taken, MemoryRatioToReference = taken / takenByReference };
    }

    private static BenchmarkResult Result(BenchmarkCase benchmark, BenchmarkWork work, Contender limit, Contender ours, Contender reference)
    {
        double median = Median(ours.Seconds);
        return new BenchmarkResult(
            benchmark.Bench, benchmark.Name, benchmark.Description, work.Items, benchmark.ItemName, ours.Seconds.Count,
            median, ours.Seconds.Min(), ours.Seconds.Max(), work.Items / median,
            Ratio(reference.Seconds, ours.Seconds), Ratio(ours.Seconds, limit.Seconds), ours.PeakMb, TakenMemoryMb: null, MemoryRatioToReference: null,
            benchmark.Reference, reference.Seconds.Count > 0 ? Median(reference.Seconds) : null,
            benchmark.Limit, limit.Seconds.Count > 0 ? Median(limit.Seconds) : null, work.Remark);
    }

    /// <summary>Median of the ratios round by round, null if either was not run.</summary>
    private static double? Ratio(List<double> over, List<double> under) =>
        over.Count == 0 || under.Count == 0 ? null : Median([.. over.Zip(under, (a, b) => a / b)]);

    private static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private sealed class Contender(Action? work)
    {
        public List<double> Seconds { get; } = [];

        public double PeakMb { get; private set; }

        public void Run(int repeats, bool keep)
        {
            if (work is null)
            {
                return;
            }

            // Also leaves no garbage of one contender to be collected in another's time.
            PeakMemory.Reset();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
            {
                work();
            }

            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
            if (keep)
            {
                Seconds.Add(seconds);
                PeakMb = Math.Max(PeakMb, PeakMemory.Mb());
            }
        }
    }
}
