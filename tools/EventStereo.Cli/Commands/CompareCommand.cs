using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Comparison;
using EventStereo.StereoNet.Network;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs compare</c>: a spiking network against the artificial one of equal shape, over several seeds.</summary>
internal sealed class CompareCommand : EvsCommand
{
    private readonly Option<string> run = new("--run") { Description = "Folder of the comparison: its settings, its scenes, a run folder for each network", HelpName = "DIR", Required = true };
    private readonly Option<bool> showOnly = new("--table") { Description = "Only print the table of what is finished" };

    public CompareCommand()
        : base(
            "compare",
            "Trains a spiking network and the artificial one of equal shape on simulated scenes, several seeds each, and prints accuracy and energy on unseen scenes. Finished runs are kept: the same command goes on where it was stopped.",
            "evs compare --run results/spiking-artificial",
            "evs compare --run runs/compare --config comparison.json --set seeds=[1,2]")
    {
        foreach (Option option in (Option[])[run, showOnly, CommonOptions.Threads, CommonOptions.Device, CommonOptions.Config, CommonOptions.Set])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        string folder = context.Get(run)!; // required
        NeuronComparison comparison = Open(context, folder);
        if (!context.Get(showOnly) && !comparison.Table.IsComplete)
        {
            context.Progress.Track("comparing", progress =>
            {
                comparison.Complete(device, context.Threads, progress.Report, context.Cancellation);
                return true;
            });
        }

        ComparisonTable table = comparison.Table;
        Print(context.Output, table);
        context.Report(CompareReport.Of(table));
        return ExitCode.Done;
    }

    private NeuronComparison Open(CommandContext context, string folder)
    {
        if (!NeuronComparison.Exists(folder))
        {
            return context.Get(showOnly)
                ? throw new UsageException($"{folder}: no comparison there; leave out --table to make one")
                : NeuronComparison.Create(folder, ConfigFile.Load(new NeuronComparisonConfig(), context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!)); // has a default
        }

        Option? given = ((Option[])[CommonOptions.Config, CommonOptions.Set]).FirstOrDefault(context.Has);
        return given is null ? NeuronComparison.Open(folder) : throw new UsageException($"the comparison in {folder} goes on by its own settings; leave out {given.Name}, or give another folder");
    }

    private static void Print(IAnsiConsole output, ComparisonTable table)
    {
        NeuronComparisonConfig config = table.Config;
        Table rows = Tables.Create("network", ">seed", ">1PA %", ">mean px", ">mean depth m", ">mJ", ">firing %", ">training min");
        foreach (ComparedRun entry in table.Runs)
        {
            RunScore? score = entry.Score;
            rows.Row(
                NetworkName(entry.Neurons), Figures.Count(entry.Seed), Figures.Number(score?.Disparity.OnePixelAccuracyPercent), Figures.Number(score?.Disparity.MeanDisparityErrorPx), Figures.Number(score?.Disparity.MeanDepthErrorM, 3),
                Figures.Number(score?.Mj, 4), Figures.Number(100 * score?.FiringRate, 1), Figures.Number(score?.TrainingSeconds / 60, 1));
        }

        foreach ((string name, ScoreSummary? summary) in new[] { ("spiking", table.Spiking), ("artificial", table.Artificial) })
        {
            if (summary is not null)
            {
                rows.Row(
                    $"{name}, mean", $"n = {summary.Seeds}", Spreads.Text(summary.OnePixelAccuracyPercent, 2), Spreads.Text(summary.MeanDisparityErrorPx, 2), Spreads.Text(summary.MeanDepthErrorM, 3),
                    Spreads.Text(summary.Mj, 4), Figures.Number(100 * summary.FiringRate.Mean, 1), Figures.Number(summary.TrainingSeconds.Mean / 60, 1));
            }
        }

        RunScore? any = table.Runs.Select(entry => entry.Score).FirstOrDefault(score => score is not null);
        output.WriteLine($"{config.Test.Count} unseen scenes of preset {config.Test.Preset} (seed {config.Test.Seed}), protocol {config.Protocol.ToString().ToLowerInvariant()}, {Figures.Count(any?.Disparity.Frames ?? 0)} frames, {Figures.Count(any?.Disparity.Pixels ?? 0)} pixels; energy: literature model, one step with carried state, {config.EnergyScenes} scenes; mean ± standard deviation over seeds");
        output.Write(rows);
        if (table is { PointsBelow: double points, EnergyRatio: double ratio })
        {
            output.WriteLine($"1PA of the spiking network is {Figures.Number(Math.Abs(points))} points {(points < 0 ? "above" : "below")} the artificial one's, at 1/{Figures.Number(ratio, 1)} of its energy{(table.IsComplete ? "" : "; not all runs are finished")}");
        }
    }

    private static string NetworkName(NetworkNeurons neurons) => neurons == NetworkNeurons.Genotype ? "spiking" : "artificial";
}
