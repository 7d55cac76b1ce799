using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace EventStereo.Search.Comparison;

/// <summary>How long a run of a comparison took, in all its parts: the file <c>seconds.json</c> of its folder.</summary>
public static class RunSeconds
{
    private const string FileName = "seconds.json";
    private static readonly TimeSpan UsuallyEvery = TimeSpan.FromSeconds(30);

    /// <summary>Seconds so far; 0 without a file, or with one that is damaged.</summary>
    public static double Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) && double.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out double seconds) ? seconds : 0;
    }

    /// <summary>Does <paramref name="work"/> and adds its time when it ends or is stopped, and on the way where it tells of itself: little is lost of what is killed.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="tell">Where progress goes.</param>
    /// <param name="work">What is timed; it takes what to tell its progress to.</param>
    /// <param name="every">How often the file is written on the way; 30 s unless given.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Add(string folder, Action<double, string> tell, Action<Action<double, string>> work, TimeSpan? every = null)
    {
        ArgumentNullException.ThrowIfNull(tell);
        ArgumentNullException.ThrowIfNull(work);
        double before = Read(folder);
        long started = Stopwatch.GetTimestamp(), written = started;
        try
        {
            work((share, what) =>
            {
                tell(share, what);
                if (Stopwatch.GetElapsedTime(written) >= (every ?? UsuallyEvery))
                {
                    Write();
                    written = Stopwatch.GetTimestamp();
                }
            });
        }
        finally
        {
            Write();
        }

        void Write()
        {
            double seconds = before + Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (Directory.Exists(folder))
            {
                AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, seconds));
            }
        }
    }
}
