using System.Globalization;
using Spectre.Console;

namespace EventStereo.Cli.Shell;

/// <summary>Shows how far a piece of work is, on standard error: a live bar on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class ProgressDisplay(IAnsiConsole console)
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs <paramref name="work"/>, which reports its progress as a fraction from 0 to 1.</summary>
    public T Track<T>(string what, Func<IProgress<double>, T> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return work(new Lines(console, what));
        }

        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: 1);
                T result = work(new Bar(task));
                task.Value = 1;
                return result;
            });
    }

    /// <summary>Runs <paramref name="work"/>, which has no result.</summary>
    public void Track(string what, Action<IProgress<double>> work) => Track(what, progress =>
    {
        work(progress);
        return true;
    });

    /// <summary>Prints one line of its own, such as the loss of a step.</summary>
    public void Line(string text) => console.WriteLine(text);

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }

    /// <summary>A line when the interval has gone by; nothing for work that is over sooner.</summary>
    private sealed class Lines(IAnsiConsole console, string what) : IProgress<double>
    {
        private readonly object gate = new();
        private long lastTicks = Environment.TickCount64;

        public void Report(double value)
        {
            lock (gate)
            {
                long now = Environment.TickCount64;
                if (now - lastTicks < LineInterval.TotalMilliseconds)
                {
                    return;
                }

                lastTicks = now;
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * value:0} %"));
            }
        }
    }
}
