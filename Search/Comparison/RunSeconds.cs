using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace EventStereo.Search.Comparison;

/// <summary>How long a run of a comparison took, in all its parts: the file <c>seconds.json</c> of its folder.</summary>
public static class RunSeconds
{
    private const string FileName = "seconds.json";

    /// <summary>Seconds so far; 0 without a file, or with one that is damaged.</summary>
    public static double Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) && double.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out double seconds) ? seconds : 0;
    }

    /// <summary>Does <paramref name="work"/> and adds its time, whether it ends or is stopped.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Add(string folder, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        double before = Read(folder);
        long started = Stopwatch.GetTimestamp();
        try
        {
            work();
        }
        finally
        {
            double seconds = before + Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (Directory.Exists(folder))
            {
                AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, seconds));
            }
        }
    }
}
