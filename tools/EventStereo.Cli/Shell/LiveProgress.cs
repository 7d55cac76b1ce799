using Spectre.Console;

namespace EventStereo.Cli.Shell;

/// <summary>Progress as a bar that is drawn anew.</summary>
internal sealed class LiveProgress(ProgressTask task, string what) : WorkProgress
{
    public override void Report(double value, string detail)
    {
        task.Value = value;
        if (detail.Length > 0)
        {
            task.Description = Markup.Escape($"{what}: {detail}");
        }
    }
}
