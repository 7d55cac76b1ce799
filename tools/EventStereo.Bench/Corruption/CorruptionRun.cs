using System.Diagnostics;
using System.Globalization;
using EventStereo.EventIO.Formats;

namespace EventStereo.Bench.Corruption;

/// <summary>
/// Has damaged copies of a file read in another process and watches it: one that ends by itself, takes too long for a file or grows too
/// large is counted with the damage that did it, and another one goes on behind that file.
/// </summary>
/// <param name="start">Starts a process that runs <see cref="CorruptionWorker"/> for the seeds from the first to before the second.</param>
/// <param name="limit">Longest time of one file; null for <see cref="CorruptionLimits.Time"/>.</param>
public sealed class CorruptionRun(Func<int, int, Process> start, TimeSpan? limit = null)
{
    private readonly TimeSpan limit = limit ?? CorruptionLimits.Time;
    private readonly List<CorruptionOutcome> broken = [];
    private long read;
    private long refused;
    private double mostSeconds;
    private long mostAllocated;
    private long peakResident;

    /// <summary>Reads <paramref name="count"/> damaged copies.</summary>
    /// <param name="file">The sound file.</param>
    /// <param name="format">Name of its format; null finds out by content.</param>
    /// <param name="seed">Seed of the first damage; each next one is one more.</param>
    /// <param name="count">How many.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="cancellation">Stops between files.</param>
    public CorruptionReport Run(string file, string? format, int seed, int count, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        int end = checked(seed + count);
        for (int next = seed; next < end;)
        {
            next = Watch(file, next, end, done => progress?.Report((double)(done - seed) / count), cancellation);
        }

        return new CorruptionReport(
            file, format ?? RecordingFormats.Detect(file).Name, count, read, refused, mostSeconds, mostAllocated / 1e6, peakResident / 1e6, broken);
    }

    /// <summary>Watches one process; the seed to go on with.</summary>
    private int Watch(string file, int from, int to, Action<int> done, CancellationToken cancellation)
    {
        using Process worker = start(from, to);
        int current = from - 1;
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                Task<string?> line = worker.StandardOutput.ReadLineAsync(cancellation).AsTask();
                if (!line.Wait((int)(limit + (current < from ? TimeSpan.FromSeconds(20) : TimeSpan.Zero)).TotalMilliseconds, cancellation))
                {
                    Break(file, current, $"takes longer than {limit.TotalSeconds:0} s");
                    return Math.Max(from, current) + 1;
                }

                switch (line.Result)
                {
                    case null:
                        return Ended(worker, file, current, from, to);
                    case ['>', ' ', .. string number]:
                        current = int.Parse(number, CultureInfo.InvariantCulture);
                        done(current);
                        break;
                    case string result:
                        Take(file, current, result);
                        break;
                }
            }
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill();
            }

            worker.WaitForExit();
        }
    }

    private int Ended(Process worker, string file, int current, int from, int to)
    {
        worker.WaitForExit();
        if (worker.ExitCode == 0)
        {
            return to;
        }

        if (current < from)
        {
            throw new InvalidOperationException($"the reading process does not start: exit {worker.ExitCode}");
        }

        Break(file, current, $"the process ends with exit code {worker.ExitCode}");
        return current + 1;
    }

    private void Take(string file, int seed, string result)
    {
        string[] parts = result.Split(' ', 4);
        mostSeconds = Math.Max(mostSeconds, double.Parse(parts[0], CultureInfo.InvariantCulture));
        mostAllocated = Math.Max(mostAllocated, long.Parse(parts[1], CultureInfo.InvariantCulture));
        long resident = long.Parse(parts[2], CultureInfo.InvariantCulture);
        bool grown = resident > CorruptionLimits.ResidentBytes && resident > peakResident;
        peakResident = Math.Max(peakResident, resident);
        switch (parts[3])
        {
            case "read":
                read++;
                break;
            case "refused":
                refused++;
                break;
            case string what:
                Break(file, seed, what["broken ".Length..]);
                return;
        }

        if (grown)
        {
            Break(file, seed, string.Create(CultureInfo.InvariantCulture, $"the process grows to {resident:N0} bytes"));
        }
    }

    private void Break(string file, int seed, string what)
    {
        _ = FileMutator.Mutate(File.ReadAllBytes(file), seed, out string damage);
        broken.Add(new CorruptionOutcome(file, seed, damage, what));
    }
}
