using System.CommandLine;
using EventStereo.Bench;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Energy.Models;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Loading;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs bench classify RUN...</c>: a table over classification runs of accuracy, size, firing rate, energy and speed.</summary>
internal sealed class BenchClassifyCommand : EvsCommand
{
    private static readonly string[] Columns = ["run", ">top-1 %", ">top-5 %", ">parameters", ">steps", ">firing %", ">mJ", ">memory-aware mJ", ">inference images/s", ">training images/s", ">threads", ">waiting %", ">training min"];

    private readonly Argument<string[]> runs = new("RUN") { Description = "Folders of classification runs", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> data = new("--data") { Description = "The folder of the data set, if not that of the training", HelpName = "DIR" };
    private readonly Option<int> images = new("--images") { Description = "Test images that energy and speed are measured on, evenly spread", HelpName = "N", DefaultValueFactory = _ => 100 };
    private readonly Option<int> rounds = new("--rounds") { Description = "Passes over them; the speed is the median", HelpName = "N", DefaultValueFactory = _ => 3 };
    private readonly Option<string?> markdown = new("--markdown") { Description = "Write the table as Markdown", HelpName = "FILE" };

    public BenchClassifyCommand()
        : base(
            "classify",
            "Classification runs side by side: accuracy on all test samples (as evs evaluate left it in the run folder, else found and left there), parameters, firing rate and mJ of an image over all its steps, images a second in inference here and in the training, and the share of the training that waited for data.",
            "evs bench classify runs/fashion",
            "evs bench classify runs/searched runs/fixed --markdown table.md --json -")
    {
        this.images.RequireRange(1, 10_000_000);
        rounds.RequireRange(1, 1000);
        Arguments.Add(runs);
        foreach (Option option in (Option[])[data, images, rounds, markdown, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        string[] folders = context.Get(runs);
        if (folders.FirstOrDefault(folder => !ClassificationModel.IsRun(folder)) is { } other)
        {
            throw new InvalidDataException($"{other}: not the run folder of a classification network");
        }

        Device device = Devices.Select(context);
        List<ClassifyBenchLine> lines = [];
        context.Progress.Track("measuring", progress =>
        {
            for (int i = 0; i < folders.Length; i++)
            {
                lines.Add(Measure(context, folders[i], device, new PartProgress(progress, i, folders.Length)));
            }

            return true;
        });
        context.Output.Write(lines.Aggregate(Tables.Create(Columns), (table, line) => table.Row(Cells(line))));
        string images = string.Join(", ", lines.Select(line => line.EnergyImages).Distinct().Select(count => Figures.Count(count)));
        context.Output.WriteLine($"mJ: an image over all its steps, {EnergyModels.Literature.Name} and {EnergyModels.Tiled.Name} model, mean of {images} test images; inference: {context.Threads} threads, batches of {ClassificationSpeed.BatchSize}; training: as its run folder has it");
        if (context.Get(markdown) is string path)
        {
            AtomicFile.WriteText(path, MarkdownTable.Of(Columns, lines.Select(Cells)));
        }

        context.Report(new ClassifyBenchReport(BenchmarkHardware.Current, context.Threads, lines));
        return ExitCode.Done;
    }

    private ClassifyBenchLine Measure(CommandContext context, string folder, Device device, IProgress<double> progress)
    {
        using ClassificationModel model = ClassificationModel.Load(folder, device);
        string? source = context.Get(data);
        ClassifyEvaluateReport? evaluation = source is null ? KeptEvaluation.Find(folder, model) : null;
        if (evaluation is null)
        {
            evaluation = ClassifyEvaluation.Score(model, source, device, new PartProgress(progress, 0, 2), context.Cancellation);
            if (source is null)
            {
                KeptEvaluation.Write(folder, model, evaluation);
            }
        }

        int most = context.Get(this.images);
        EnergyRunReport energy = ClassifyEnergy.Measure(model, source, most, EnergyModels.All, device, foldsBatchNorm: true, new PartProgress(progress, 1, 2), context.Cancellation);
        ImageDataset test = model.OpenTest(source);
        double speed = ClassificationSpeed.ImagesASecond(model.Network, test, SampleOrder.Spread(test.Count, most), model.Config.Normalization, device, context.Get(rounds), context.Cancellation);
        return ClassifyBenchLine.Of(model, test.Shape, evaluation, energy, speed);
    }

    private static string[] Cells(ClassifyBenchLine line) =>
    [
        line.Run, Figures.Number(line.Top1Percent), Figures.Number(line.Top5Percent), Figures.Count(line.Parameters), Figures.Count(line.Steps), Figures.Number(100 * line.FiringRate, 1), Figures.Number(line.Mj, 4),
        Figures.Number(line.MemoryAwareMj, 4), Figures.Number(line.InferenceImagesASecond, 0), Figures.Number(line.TrainingImagesASecond, 0), line.TrainingThreads is int threads ? Figures.Count(threads) : "-",
        Figures.Number(line.LoaderWaitPercent, 1), Figures.Number(line.TrainingSeconds / 60, 1),
    ];
}
