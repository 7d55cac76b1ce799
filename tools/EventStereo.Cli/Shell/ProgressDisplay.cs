using Spectre.Console;

namespace EventStereo.Cli.Shell;

/// <summary>Shows how far a piece of work is, on standard error: a live bar on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class ProgressDisplay(IAnsiConsole console)
{
    /// <summary>Runs <paramref name="work"/>, which reports its progress as a fraction from 0 to 1 and may say more in words.</summary>
    public T Track<T>(string what, Func<WorkProgress, T> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return work(new PlainProgress(console, what));
        }

        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: 1);
                T result = work(new LiveProgress(task, what));
                task.Value = 1;
                return result;
            });
    }
}
