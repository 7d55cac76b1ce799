using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace EventStereo.Bench;

/// <summary>
/// Most resident memory of this process since <see cref="Reset"/>. Linux forgets the peak so far when 5 is written to
/// <c>clear_refs</c> (proc(5)); elsewhere the peak is the process's whole life's, an upper bound.
/// </summary>
internal static partial class PeakMemory
{
    private const string Forget = "/proc/self/clear_refs";
    private const string Status = "/proc/self/status";
    private const string Peak = "VmHWM:", Now = "VmRSS:";

    /// <summary>
    /// Millions of bytes by which the process's resident memory grows at most while <paramref name="work"/> runs: what the work takes itself, whatever is held before it.
    /// glibc is told first to give freed memory back to the kernel, or else the work would find its memory there and take none. Null where the
    /// system or its library cannot tell.
    /// </summary>
    public static double? Taken(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!OperatingSystem.IsLinux() || !File.Exists(Forget))
        {
            return null;
        }

        try
        {
            Reset();
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library that is not glibc
        }

        double before = Read(Now) ?? 0;
        Reset();
        work();
        return (Read(Peak) ?? 0) - before;
    }

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
        if (Read(Peak) is { } peak)
        {
            return peak;
        }

        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    /// <summary>A line of the kernel's account, in millions of bytes; null where there is none.</summary>
    private static double? Read(string name)
    {
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal)) : null;
        return line is null ? null : long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    /// <summary>malloc_trim(3): gives free pages of the heap back to the kernel.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
