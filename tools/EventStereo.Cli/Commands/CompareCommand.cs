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
internal sealed class CompareCommand : ComparisonCommand<NeuronComparison>
{
    public CompareCommand()
        : base(
            "compare",
            "Trains a spiking network and the artificial one of equal shape on simulated scenes, several seeds each, and prints accuracy and energy on unseen scenes. Finished runs are kept: the same command goes on where it was stopped.",
            "evs compare --run results/spiking-artificial",
            "evs compare --run runs/compare --config comparison.json --set 'seeds=[1,2]'")
    {
    }

    protected override bool Exists(string folder) => NeuronComparison.Exists(folder);

    protected override NeuronComparison Open(string folder) => NeuronComparison.Open(folder);

    protected override NeuronComparison Create(string folder, string? config, IReadOnlyList<string> set) => NeuronComparison.Create(folder, ConfigFile.Load(new NeuronComparisonConfig(), config, set));

    protected override IReadOnlyList<string> Differences(NeuronComparison comparison, string? config, IReadOnlyList<string> set) =>
        ConfigDifference.Between(comparison.Table.Config, ConfigFile.Load(config is null ? comparison.Table.Config : new NeuronComparisonConfig(), config, set));

    protected override bool IsComplete(NeuronComparison comparison) => comparison.Table.IsComplete;

    protected override void Complete(NeuronComparison comparison, Device device, int threads, Action<double, string> report, CancellationToken cancellation) =>
        comparison.Complete(device, threads, report, cancellation);

    protected override void Report(CommandContext context, NeuronComparison comparison)
    {
        ComparisonTable table = comparison.Table;
        Print(context.Output, table);
        context.Report(CompareReport.Of(table));
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
