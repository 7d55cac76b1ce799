using System.Globalization;
using Spectre.Console;

namespace EventStereo.Cli.Shell;

/// <summary>Progress as a line every few seconds; nothing for work that is over sooner.</summary>
internal sealed class PlainProgress(IAnsiConsole console, string what) : WorkProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private long lastMs = Environment.TickCount64;

    public override void Report(double value, string detail)
    {
        lock (gate)
        {
            long now = Environment.TickCount64;
            if (now - lastMs < Interval.TotalMilliseconds)
            {
                return;
            }

            lastMs = now;
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * value:0} %{(detail.Length > 0 ? ", " : "")}{detail}"));
        }
    }
}
