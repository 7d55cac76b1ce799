using System.Diagnostics;
using System.Globalization;

namespace EventStereo.Bench;

/// <summary>
/// Most resident memory of this process since <see cref="Reset"/>. Linux forgets the peak so far when 5 is written to
/// <c>clear_refs</c> (proc(5)); elsewhere the peak is the process's whole life's, an upper bound.
/// </summary>
internal static class PeakMemory
{
    private const string Forget = "/proc/self/clear_refs";
    private const string Status = "/proc/self/status";

    public static void Reset()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (File.Exists(Forget))
        {
            File.WriteAllText(Forget, "5");
        }
    }

    /// <summary>In millions of bytes.</summary>
    public static double Mb()
    {
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        if (line is null)
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1e6;
        }

        string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(words[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
