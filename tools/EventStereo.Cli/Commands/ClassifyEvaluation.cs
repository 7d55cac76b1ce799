using System.Diagnostics;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary>What <c>evs evaluate</c> does with classification runs: the test samples of the data set that each was trained on.</summary>
internal static class ClassifyEvaluation
{
    private const int BatchSize = 100;

    /// <summary>Scores <paramref name="folders"/>.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="folders">Classification runs.</param>
    /// <param name="data">The folder of the data set; null takes that of the training.</param>
    /// <param name="weights">Which weights; null takes those that did best on the samples held out where there are some.</param>
    /// <exception cref="InvalidDataException">A run has no weights of that kind.</exception>
    public static IReadOnlyList<ClassifyEvaluateReport> Run(CommandContext context, IReadOnlyList<string> folders, string? data, WeightsChoice? weights)
    {
        Device device = Devices.Select(context);
        List<ClassifyEvaluateReport> reports = [];
        context.Progress.Track("evaluating", progress =>
        {
            for (int i = 0; i < folders.Count; i++)
            {
                using ClassificationModel model = ClassificationModel.Load(folders[i], device, weights != WeightsChoice.Last);
                if (weights == WeightsChoice.Best && !model.IsBest)
                {
                    throw new InvalidDataException($"{folders[i]}: has no weights that did best on samples held out; take --weights last");
                }

                ClassifyEvaluateReport report = Score(model, data, device, new PartProgress(progress, i, folders.Count), context.Cancellation);
                if (data is null)
                {
                    KeptEvaluation.Write(folders[i], model, report);
                }

                reports.Add(report);
            }

            return true;
        });
        return reports;
    }

    /// <summary>Scores <paramref name="model"/> on the test samples of its data set, in the folder <paramref name="data"/> if that is given.</summary>
    public static ClassifyEvaluateReport Score(ClassificationModel model, string? data, Device device, IProgress<double> progress, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        ImageDataset test = model.OpenTest(data);
        ClassificationEvaluator evaluator = new(test, [.. Enumerable.Range(0, test.Count)], model.Config.Normalization, BatchSize, model.Config.Training.Workers);
        ClassificationScore score = evaluator.Score(model.Network, device, progress, cancellation);
        return ClassifyEvaluateReport.Of(model, score, test.Classes, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Prints a line a run and, of one run, a line a class with what it was taken for most.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<ClassifyEvaluateReport> reports)
    {
        Table runs = Tables.Create("run", "weights", ">images", ">top-1 %", ">top-5 %", ">loss", ">seconds");
        foreach (ClassifyEvaluateReport report in reports)
        {
            runs.Row(report.Run, report.Weights, Figures.Count(report.Images), Figures.Number(report.Top1Percent), Figures.Number(report.Top5Percent), Figures.Number(report.Loss, 4), Figures.Number(report.Seconds, 1));
        }

        console.Write(runs);
        if (reports is [var only])
        {
            Table classes = Tables.Create("class", ">images", ">known %", "taken most for");
            for (int label = 0; label < only.Classes.Count; label++)
            {
                long[] guesses = only.Confusion[label];
                int other = Enumerable.Range(0, guesses.Length).Where(guess => guess != label).MaxBy(guess => guesses[guess]);
                classes.Row(only.Classes[label], Figures.Count(guesses.Sum()), Figures.Number(only.ClassPercent[label]), guesses[other] > 0 ? $"{only.Classes[other]} ({Figures.Count(guesses[other])})" : "-");
            }

            console.Write(classes);
        }
    }
}
