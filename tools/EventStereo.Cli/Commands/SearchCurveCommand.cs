using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Comparison;
using EventStereo.StereoNet.Training;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs search curve RUN</c>: the architectures of a search's epochs, each trained from scratch, over the epochs.</summary>
internal sealed class SearchCurveCommand : EvsCommand
{
    private readonly Argument<string> run = new("RUN") { Description = "Run folder of a search" };
    private readonly Option<int> every = new("--every") { Description = "Train the architecture of every so many epochs; the last one always", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> data = new("--data") { Description = "Recordings to train on; by default what was searched on", HelpName = "FILE_OR_FOLDER", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> validation = new("--validation") { Description = "Recordings with ground truth, held out from the search, to score on", HelpName = "FILE_OR_FOLDER", DefaultValueFactory = _ => [] };

    public SearchCurveCommand()
        : base(
            "curve",
            "Trains the architectures of a search's epochs from scratch, all in the same short way, and draws their accuracy and energy over the epochs (RUN/curve/curve.svg). Finished runs are kept: the same command goes on where it was stopped.",
            "evs search curve searches/first-hns --every 2 --validation held-out --set training.steps=150",
            "evs search curve searches/first-hns")
    {
        every.RequireRange(1, 1_000_000);
        Arguments.Add(run);
        foreach (Option option in (Option[])[every, data, validation, CommonOptions.Threads, CommonOptions.Device, CommonOptions.Set])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; } =
    [
        "--set takes the keys of evs train stereo, such as training.steps (300); what is not given is as in the search.",
        "Epochs that decode to the same architecture are trained once.",
    ];

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        string folder = context.Get(run);
        SearchCurve curve = Open(context, folder);
        if (!curve.IsComplete) // else its recordings are not needed
        {
            IReadOnlyList<string> recordings = DataOptions.Files([.. curve.Config.Validation]);
            context.Progress.Track("training epochs", progress =>
            {
                curve.Complete(recordings, device, progress.Report, context.Cancellation);
                return true;
            });
        }

        SearchCurveLine[] lines = [.. curve.Snapshots.Select(snapshot => Line(snapshot.Epoch, snapshot.Fingerprint, snapshot.Score!))]; // complete
        string picture = Path.Combine(SearchCurve.FolderOf(folder), "curve.svg");
        AtomicFile.WriteText(picture, SearchCurvePicture.Draw(
            [.. lines.Select(line => new SnapshotPoint(line.Epoch, line.OnePixelAccuracyPercent, line.Mj))], "1PA, %", $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}: its epochs' architectures, trained"));
        Table table = Tables.Create(">epoch", "architecture", ">1PA %", ">mean px", ">mJ", ">firing %", ">training min");
        foreach (SearchCurveLine line in lines)
        {
            table.Row(
                Figures.Count(line.Epoch), line.Fingerprint[..12], Figures.Number(line.OnePixelAccuracyPercent), Figures.Number(line.MeanDisparityErrorPx), Figures.Number(line.Mj, 4),
                Figures.Number(100 * line.FiringRate, 1), Figures.Number(line.TrainingSeconds / 60, 1));
        }

        context.Output.Write(table);
        context.Output.WriteLine(Figures.Path(picture));
        context.Report(new SearchCurveReport(Path.GetFullPath(folder), curve.Config.Protocol, lines, Path.GetFullPath(picture)));
        return ExitCode.Done;
    }

    private SearchCurve Open(CommandContext context, string folder)
    {
        if (SearchCurve.Exists(folder))
        {
            SearchCurve curve = SearchCurve.Open(folder);
            return ConfigDifference.Between(curve.Config, Given(context, curve.Config)) is [string first, ..]
                ? throw new UsageException($"the curve in {SearchCurve.FolderOf(folder)} goes on by its own settings, and others were given: {first}; leave out options, or remove the folder")
                : curve;
        }

        StereoSearchConfig search = SearchCurve.ConfigOf(folder);
        SearchCurveConfig usual = SearchCurveConfig.Of(search);
        return context.Has(validation)
            ? SearchCurve.Create(folder, Given(context, usual))
            : throw new UsageException("a new curve needs recordings to score on; give --validation FILE_OR_FOLDER");
    }

    /// <summary>Settings with what is given by options over them.</summary>
    private SearchCurveConfig Given(CommandContext context, SearchCurveConfig settings)
    {
        StereoRunConfig own = ConfigFile.Load(settings.Run, null, context.Get(CommonOptions.Set)!); // has a default
        return settings with
        {
            Every = context.Has(every) ? context.Get(every) : settings.Every,
            Run = context.Has(data) ? own with { Data = context.Get(data)! } : own,
            Validation = context.Has(validation) ? context.Get(validation)! : settings.Validation,
        };
    }

    private static SearchCurveLine Line(int epoch, string fingerprint, RunScore score) => new(
        epoch, fingerprint, score.Disparity.OnePixelAccuracyPercent, score.Disparity.MeanDisparityErrorPx, score.Mj, score.FiringRate, score.TrainingSeconds);
}
