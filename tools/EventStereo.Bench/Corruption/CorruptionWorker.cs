using System.Diagnostics;
using System.Globalization;

namespace EventStereo.Bench.Corruption;

/// <summary>
/// The reading side: damages a file again and again and reads each result, in a process of its own, so that a crash of a native library or
/// a hang is seen by whoever started it. Tells on a text stream what it begins (<c>&gt; seed</c>) and how it ended.
/// </summary>
public static class CorruptionWorker
{
    /// <summary>Reads the files of seeds <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <param name="file">The sound file.</param>
    /// <param name="format">Name of its format; null finds out by content.</param>
    /// <param name="from">First seed.</param>
    /// <param name="to">Seed after the last.</param>
    /// <param name="folder">Where damaged files may lie.</param>
    /// <param name="output">Takes a line before and a line after each.</param>
    public static void Run(string file, string? format, int from, int to, string folder, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        byte[] whole = File.ReadAllBytes(file);
        string damaged = Path.Combine(folder, $"damaged-{Environment.ProcessId}{Path.GetExtension(file)}");
        for (int seed = from; seed < to; seed++)
        {
            output.WriteLine($"> {seed}");
            output.Flush();
            File.WriteAllBytes(damaged, FileMutator.Mutate(whole, seed, out _));
            
            // Every fourth one also has its format found out.
            output.WriteLine(Read(damaged, seed % 4 == 0 ? null : format));
            output.Flush();
        }

        File.Delete(damaged);
    }

    private static string Read(string path, string? format)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        string outcome;
        try
        {
            _ = FileReading.Run(path, format);
            outcome = "read";
        }
        catch (Exception refusal) when (refusal is InvalidDataException or EndOfStreamException)
        {
            outcome = refusal.Message.Contains(path, StringComparison.Ordinal) && !refusal.Message.Contains('\n')
                ? "refused"
                : Broken($"the message is not one line that names the file: {refusal.Message}");
        }
#pragma warning disable CA1031 // whatever else is thrown is what this looks for; it is reported, with its kind and place
        catch (Exception failure)
#pragma warning restore CA1031
        {
            string place = failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("EventStereo.EventIO", StringComparison.Ordinal))?.Trim() ?? "";
            outcome = Broken($"{failure.GetType().Name}: {failure.Message} {place}");
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        outcome = allocated > CorruptionLimits.AllocatedBytes && !outcome.StartsWith("broken", StringComparison.Ordinal)
            ? Broken(string.Create(CultureInfo.InvariantCulture, $"{allocated:N0} bytes allocated"))
            : outcome;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {allocated} {Environment.WorkingSet} {outcome}");
    }

    private static string Broken(string what) => $"broken {what.ReplaceLineEndings(" ")}";
}
