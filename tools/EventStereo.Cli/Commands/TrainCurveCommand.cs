using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Training;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs train curve RUN...</c>: the courses of trainings, as a table and a picture.</summary>
internal sealed class TrainCurveCommand : EvsCommand
{
    private readonly Argument<string[]> runs = new("RUN") { Description = "Folders of trainings of one task, finished or not", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> output = new("--out") { Description = "The picture (SVG)", HelpName = "FILE", DefaultValueFactory = _ => "curve.svg" };
    private readonly Option<string?> markdown = new("--markdown") { Description = "Write the table as Markdown", HelpName = "FILE" };

    public TrainCurveCommand()
        : base(
            "curve",
            "The course of trainings: loss and accuracy on their own batches and on the data held out, a line a validation (without any a line for each fortieth), and all of them in one picture. Takes runs that still go on.",
            "evs train curve runs/fashion --out fashion.svg",
            "evs train curve runs/spiking runs/artificial --out both.svg --markdown both.md")
    {
        Arguments.Add(runs);
        foreach (Option option in (Option[])[output, markdown])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        string[] folders = context.Get(runs);
        int classifiers = folders.Count(ClassificationModel.IsRun);
        if (classifiers > 0 && classifiers < folders.Length)
        {
            throw new UsageException("some runs are of classifiers, some of stereo networks; give those of one task");
        }

        string accuracy = classifiers > 0 ? "top-1, %" : "1PA, %", picture = context.Get(output)!; // has a default
        TrainingCurve[] curves = [.. folders.Select(folder => TrainingCourse.Of(RunFolder.Open(folder), Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))))];
        string[] columns = ["run", ">step", ">loss", $">{accuracy}", ">held out: loss", $">{accuracy}"];
        string[][] rows = [.. curves.SelectMany(curve => curve.Points.Select(point => Cells(curve.Name, point)))];
        AtomicFile.WriteText(picture, TrainingCurvePicture.Draw(curves, accuracy, "course of the training"));
        context.Output.Write(rows.Aggregate(Tables.Create(columns), (table, cells) => table.Row(cells)));
        context.Output.WriteLine(Figures.Path(picture));
        if (context.Get(markdown) is string path)
        {
            AtomicFile.WriteText(path, MarkdownTable.Of(columns, rows));
        }

        context.Report(new TrainCurveReport(curves, Path.GetFullPath(picture)));
        return ExitCode.Done;
    }

    private static string[] Cells(string run, TrainingCurvePoint point) =>
        [run, Figures.Count(point.Step), Figures.Number(point.Loss, 3), Figures.Number(point.AccuracyPercent), Figures.Number(point.HeldOutLoss, 3), Figures.Number(point.HeldOutPercent)];
}
