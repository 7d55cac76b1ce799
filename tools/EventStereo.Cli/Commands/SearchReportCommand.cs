using System.CommandLine;
using System.Text;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Comparison;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs search report RUN...</c>: accuracy and energy of several trained runs in one table and one plot.</summary>
internal sealed class SearchReportCommand : EvsCommand
{
    private readonly Argument<string[]> runs = new("RUN") { Description = "Trained run folders, and folders of evs search compare or evs compare, whose runs count by network", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> data = DataOptions.Data("Score the runs on this, with ground truth, in place of the scores that comparisons have kept");
    private readonly Option<string> protocol = new("--protocol") { Description = $"Rules of scoring with --data: {string.Join(", ", EvaluationProtocol.All.Select(known => known.Name))}", HelpName = "NAME", DefaultValueFactory = _ => EvaluationProtocol.Events.Name };
    private readonly Option<int> energyRecordings = new("--energy-recordings") { Description = "Recordings of --data that the energy is measured on, the first ones", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<string> output = new("--out") { Description = "Folder for report.md and pareto.svg", HelpName = "DIR", DefaultValueFactory = _ => "search-report" };

    public SearchReportCommand()
        : base(
            "report",
            "One table and one plot (SVG) of accuracy against energy from several trained runs; marks those that no other surpasses in both. Scores kept by comparisons are taken as they are: compare runs of one test set.",
            "evs search report results/searches --out report",
            "evs search report runs/searched runs/random runs/published --data held-out --protocol events")
    {
        energyRecordings.RequireRange(1, 100_000);
        Arguments.Add(runs);
        foreach (Option option in (Option[])[data, protocol, energyRecordings, output, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        (string Name, string[] Folders)[] networks = [.. context.Get(runs).SelectMany(Networks)];
        Dictionary<string, RunScore> scores = Scores(context, [.. networks.SelectMany(network => network.Folders)], device);
        (string Name, string[] Folders, ScoreSummary Summary)[] summed = [.. networks.Select(network => (network.Name, network.Folders, ScoreSummary.Of(network.Folders.Select(folder => scores[folder]))!))]; // each has a run
        ParetoPoint[] points = [.. summed.Select(network => new ParetoPoint(network.Name, network.Summary.Mj.Mean, network.Summary.OnePixelAccuracyPercent.Mean, Deviation(network.Summary)))];
        IReadOnlyList<ParetoPoint> front = ParetoPoint.Front(points);
        SearchRunLine[] lines = [.. summed.Select((network, i) => new SearchRunLine(
            network.Name, network.Summary.Seeds, points[i].AccuracyPercent, points[i].DeviationPercent, network.Summary.MeanDisparityErrorPx.Mean, points[i].Mj, network.Summary.FiringRate.Mean,
            front.Contains(points[i]), StereoGenotypes.Resolve(Path.Combine(network.Folders[0], "genotype.json")).ArchitectureText()))];
        string folder = context.Get(output)!; // has a default
        Directory.CreateDirectory(folder);
        string table = Path.Combine(folder, "report.md"), plot = Path.Combine(folder, "pareto.svg");
        Write(table, Markdown(lines));
        Write(plot, ParetoPicture.Draw(points, "1PA, %", "accuracy against energy"));
        Print(context.Output, lines);
        context.Output.WriteLine($"{Figures.Path(table)}, {Figures.Path(plot)}");
        context.Report(new SearchRunsReport(context.Has(data) ? context.Get(protocol) : null, lines, Path.GetFullPath(table), Path.GetFullPath(plot)));
        return ExitCode.Done;
    }

    /// <summary>The networks of a given folder with their run folders: itself, or those of a comparison that are finished.</summary>
    private static IEnumerable<(string Name, string[] Folders)> Networks(string given)
    {
        if (!File.Exists(Path.Combine(given, "comparison.json")))
        {
            return [(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(given))), [RunFolder.Open(given).Path])];
        }

        string below = Path.Combine(given, "networks");
        string[] finished = [.. Directory.EnumerateDirectories(Directory.Exists(below) ? below : given).Where(folder => File.Exists(Path.Combine(folder, "score.json"))).Order(StringComparer.Ordinal)];
        return finished.Length == 0
            ? throw new InvalidDataException($"{given}: no run of this comparison is finished")
            : finished.GroupBy(folder => NetworkOf(Path.GetFileName(folder)), StringComparer.Ordinal).Select(runs => (runs.Key, runs.ToArray()));
    }

    /// <summary>The name of a run folder without its seed.</summary>
    private static string NetworkOf(string runName) => runName.LastIndexOf('-') is > 0 and var at && int.TryParse(runName.AsSpan(at + 1), out _) ? runName[..at] : runName;

    private Dictionary<string, RunScore> Scores(CommandContext context, string[] folders, Device device)
    {
        if (!context.Has(data))
        {
            return folders.Distinct().ToDictionary(
                folder => folder,
                folder => RunScore.Read(folder) ?? throw new UsageException($"{folder}: this run has no score; give --data FILE_OR_FOLDER to score the runs on"));
        }

        IReadOnlyList<string> recordings = DataOptions.Files(context.Get(data)!); // given
        EvaluationProtocol rules = ProtocolOf(context.Get(protocol)!); // has a default
        Dictionary<string, RunScore> scores = [];
        context.Progress.Track("scoring", progress =>
        {
            foreach (string folder in folders.Distinct())
            {
                double before = scores.Count;
                scores[folder] = RunScoring.Score(
                    folder, recordings, rules, context.Get(energyRecordings), device,
                    i => progress.Report((before + ((i - 1.0) / recordings.Count)) / folders.Length, $"{Path.GetFileName(folder)}, recording {i} of {recordings.Count}"), context.Cancellation);
            }

            return true;
        });
        return scores;
    }

    private static EvaluationProtocol ProtocolOf(string name)
    {
        try
        {
            return EvaluationProtocol.Parse(name);
        }
        catch (FormatException unknown)
        {
            throw new UsageException($"--protocol {unknown.Message}");
        }
    }

    private static void Write(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static double? Deviation(ScoreSummary summary) => double.IsFinite(summary.OnePixelAccuracyPercent.StandardDeviation) ? summary.OnePixelAccuracyPercent.StandardDeviation : null;

    private static void Print(IAnsiConsole console, IEnumerable<SearchRunLine> lines)
    {
        Table table = Tables.Create("network", ">runs", ">1PA %", ">mean px", ">mJ", ">firing %", "front");
        foreach (SearchRunLine line in lines)
        {
            table.Row(line.Name, Figures.Count(line.Runs), Accuracy(line), Figures.Number(line.MeanDisparityErrorPx), Figures.Number(line.Mj, 4), Figures.Number(100 * line.FiringRate, 1), line.OnFront ? "yes" : "");
        }

        console.Write(table);
    }

    private static string Markdown(IEnumerable<SearchRunLine> lines)
    {
        StringBuilder text = new("| network | runs | 1PA, % | mean error, px | mJ | firing, % | front | architecture |\n|---|---|---|---|---|---|---|---|\n");
        foreach (SearchRunLine line in lines)
        {
            text.Append($"| {line.Name} | {line.Runs} | {Accuracy(line)} | {Figures.Number(line.MeanDisparityErrorPx)} | {Figures.Number(line.Mj, 4)} | {Figures.Number(100 * line.FiringRate, 1)} | {(line.OnFront ? "yes" : "")} | {line.Genotype} |\n");
        }

        return text.ToString();
    }

    private static string Accuracy(SearchRunLine line) => line.Deviation is double deviation ? $"{Figures.Number(line.OnePixelAccuracyPercent)} ± {Figures.Number(deviation)}" : Figures.Number(line.OnePixelAccuracyPercent);
}
