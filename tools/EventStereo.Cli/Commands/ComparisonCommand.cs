using System.CommandLine;
using EventStereo.Cli.Shell;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary>A command that completes a comparison in a folder, or goes on with it there, and prints its table.</summary>
/// <typeparam name="TComparison">The comparison.</typeparam>
internal abstract class ComparisonCommand<TComparison> : EvsCommand
{
    private readonly Option<string> run = new("--run") { Description = "Folder of the comparison: its settings, its scenes, a run folder for each search and network", HelpName = "DIR", Required = true };
    private readonly Option<bool> showOnly = new("--table") { Description = "Only print the table of what is finished" };

    protected ComparisonCommand(string name, string description, params string[] examples)
        : base(name, description, examples)
    {
        foreach (Option option in (Option[])[run, showOnly, CommonOptions.Threads, CommonOptions.Device, CommonOptions.Config, CommonOptions.Set])
        {
            Options.Add(option);
        }
    }

    protected sealed override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        TComparison comparison = OpenOrCreate(context, context.Get(run)!); // required
        if (!context.Get(showOnly) && !IsComplete(comparison))
        {
            context.Progress.Track("comparing", progress =>
            {
                Complete(comparison, device, context.Threads, progress.Report, context.Cancellation);
                return true;
            });
        }

        Report(context, comparison);
        return ExitCode.Done;
    }

    /// <summary>Whether a folder holds such a comparison.</summary>
    protected abstract bool Exists(string folder);

    /// <summary>Opens the one in a folder.</summary>
    protected abstract TComparison Open(string folder);

    /// <summary>Begins one by a configuration file and <c>--set</c>.</summary>
    protected abstract TComparison Create(string folder, string? config, IReadOnlyList<string> set);

    /// <summary>In what the settings of a comparison differ from those that <see cref="Create"/> would make, or, without a configuration file, from its own with others over them; none when empty.</summary>
    protected abstract IReadOnlyList<string> Differences(TComparison comparison, string? config, IReadOnlyList<string> set);

    /// <summary>Whether nothing is left to do.</summary>
    protected abstract bool IsComplete(TComparison comparison);

    /// <summary>Does what is left.</summary>
    protected abstract void Complete(TComparison comparison, Device device, int threads, Action<double, string> report, CancellationToken cancellation);

    /// <summary>Prints its table and writes the JSON report.</summary>
    protected abstract void Report(CommandContext context, TComparison comparison);

    private TComparison OpenOrCreate(CommandContext context, string folder)
    {
        if (!Exists(folder))
        {
            return context.Get(showOnly)
                ? throw new UsageException($"{folder}: no comparison there; leave out --table to make one")
                : Create(folder, context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!); // has a default
        }

        TComparison existing = Open(folder);
        if (((Option[])[CommonOptions.Config, CommonOptions.Set]).Any(context.Has) && Differences(existing, context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!) is [string first, ..]) // has a default
        {
            throw new UsageException($"the comparison in {folder} goes on by its own settings, and others were given: {first}; leave out --config and --set, or give another folder");
        }

        return existing;
    }
}
