using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Classification.Comparison;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Network;
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
            "One table and one plot (SVG) of accuracy against energy from several trained runs of one task, stereo or classification; marks those that no other surpasses in both. Scores kept by comparisons are taken as they are: compare runs of one test set.",
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
        (string Name, string[] Folders)[] networks = [.. context.Get(runs).SelectMany(Networks)];
        int classifiers = networks.Count(network => ClassificationModel.IsRun(network.Folders[0]));
        if (classifiers > 0 && classifiers < networks.Length)
        {
            throw new UsageException("some runs are of classifiers, some of stereo networks; give those of one task");
        }

        bool classifies = classifiers > 0;
        ReportedNetwork[] reported = classifies ? Classifiers(context, networks) : StereoNetworks(context, networks);
        foreach ((ReportedNetwork network, (string _, string[] folders)) in reported.Zip(networks))
        {
            RequireFinite(network, folders);
        }

        ParetoPoint[] points = [.. reported.Select(network => network.Point)];
        IReadOnlyList<ParetoPoint> front = ParetoPoint.Front(points);
        bool[] onFront = [.. points.Select(front.Contains)];
        string folder = context.Get(output)!; // has a default
        Directory.CreateDirectory(folder);
        string table = Path.Combine(folder, "report.md"), plot = Path.Combine(folder, "pareto.svg");
        string[] columns = classifies ? ["network", ">runs", ">top-1 %", ">top-5 %", ">mJ", ">firing %", "front"] : ["network", ">runs", ">1PA %", ">mean px", ">mJ", ">firing %", "front"];
        AtomicFile.WriteText(table, MarkdownTable.Of([.. columns, "architecture"], reported.Select((network, i) => (string[])[.. network.Cells(onFront[i]), network.Genotype])));
        AtomicFile.WriteText(plot, ParetoPicture.Draw(points, classifies ? "top-1, %" : "1PA, %", "accuracy against energy"));
        context.Output.Write(reported.Select((network, i) => network.Cells(onFront[i])).Aggregate(Tables.Create(columns), (rows, cells) => rows.Row(cells)));
        context.Output.WriteLine($"{Figures.Path(table)}, {Figures.Path(plot)}");
        (table, plot) = (Path.GetFullPath(table), Path.GetFullPath(plot));
        if (classifies)
        {
            context.Report(new ClassifierRunsReport([.. reported.Select((network, i) => network.ClassifierLine(onFront[i]))], table, plot));
        }
        else
        {
            context.Report(new SearchRunsReport(context.Has(data) ? context.Get(protocol) : null, [.. reported.Select((network, i) => network.StereoLine(onFront[i]))], table, plot));
        }

        return ExitCode.Done;
    }

    private ReportedNetwork[] StereoNetworks(CommandContext context, (string Name, string[] Folders)[] networks)
    {
        Dictionary<string, RunScore> scores = Scores(context, [.. networks.SelectMany(network => network.Folders)], Devices.Select(context));
        return [.. networks.Select(network => ReportedNetwork.Of(network.Name, [.. network.Folders.Select(folder => scores[folder])], StereoGenotypes.Resolve(GenotypeOf(network.Folders))))];
    }

    /// <summary>Classifiers, by the scores that comparisons have kept: the test samples are looked at once.</summary>
    private ReportedNetwork[] Classifiers(CommandContext context, (string Name, string[] Folders)[] networks)
    {
        Option? given = ((Option[])[data, protocol, energyRecordings]).FirstOrDefault(context.Has);
        if (given is not null)
        {
            throw new UsageException($"{given.Name} is for stereo networks; evs bench classify measures classifiers");
        }

        return [.. networks.Select(network => ReportedNetwork.Of(network.Name, [.. network.Folders.Select(Kept)], ClassificationGenotypes.Resolve(GenotypeOf(network.Folders))))];

        static ClassifierScore Kept(string folder) =>
            ClassifierScore.Read(folder) ?? throw new UsageException($"{folder}: no comparison has scored this run (evs search compare); evs bench classify measures single runs");
    }

    private static string GenotypeOf(string[] folders) => RunFolder.Open(folders[0]).GenotypePath;

    /// <summary>A point of the plot needs a place; a score that a hand has changed, or of a run that diverged, may have none.</summary>
    private static void RequireFinite(ReportedNetwork network, string[] folders)
    {
        if (!double.IsFinite(network.Accuracy.Mean) || !double.IsFinite(network.Mj))
        {
            throw new InvalidDataException($"{string.Join(", ", folders)}: accuracy or energy of this score is no finite number");
        }
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
}
