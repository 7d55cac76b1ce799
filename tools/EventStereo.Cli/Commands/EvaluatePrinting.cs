using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary>Prints what <c>evs evaluate</c> found.</summary>
internal static class EvaluatePrinting
{
    private static readonly string[] DepthColumns = [">mean px", ">median px", ">1PE %", ">1PA %", ">3PE %", ">mean depth m", ">median depth m", ">holes %"];
    private static readonly string[] DisparityColumns = [">mean px", ">median px", ">RMSE px", ">1PE %", ">1PA %", ">2PE %", ">3PE %", ">holes %"];

    /// <summary>Prints the scores of all methods, then what seeds have in common and single recordings where the report has them.</summary>
    public static void Print(IAnsiConsole output, EvaluateReport report)
    {
        bool depth = EvaluationProtocol.Parse(report.Protocol).ReportsDepth;
        output.WriteLine(Head(report));
        Table table = Tables.Create(["method", .. Columns(depth)]);
        foreach (EvaluateMethod method in report.Methods)
        {
            table.Row([method.Name, .. Cells(method, depth)]);
        }

        foreach (EvaluateSeeds seeds in ((EvaluateSeeds?[])[report.Seeds, report.SeedsBestOnValidation]).OfType<EvaluateSeeds>())
        {
            string of = $"of {seeds.N} {(seeds.N == 1 ? "seed" : "seeds")}{(seeds.Weights == RunWeights.Last ? "" : " best on validation")}";
            table.Row([$"mean {of}", .. Cells(seeds.Mean, depth)]);
            table.Row([$"deviation {of}", .. Cells(seeds.Sd, depth)]);
        }

        output.Write(table);
        if (report.Recordings is not null)
        {
            Print(output, report.Recordings, depth);
        }
    }

    /// <summary>Prints where the time went.</summary>
    public static void Print(IAnsiConsole output, EvaluationSeconds seconds)
    {
        output.WriteLine($"{Figures.Number(seconds.Total, 1)} s: methods {Share(seconds.Methods)}, reading {Share(seconds.Reading)}, encoding {Share(seconds.Encoding)}, scoring {Share(seconds.Scoring)}");

        string Share(double part) => $"{Figures.Number(100 * part / seconds.Total, 1)} %";
    }

    private static void Print(IAnsiConsole output, IReadOnlyList<EvaluateRecording> recordings, bool depth)
    {
        Table table = Tables.Create(["recording", "method", ">frames", ">pixels", .. Columns(depth)]);
        foreach (EvaluateRecording recording in recordings)
        {
            foreach (EvaluateMethod method in recording.Methods)
            {
                table.Row([Figures.Path(recording.Recording), method.Name, Figures.Count(method.Frames), Figures.Count(method.Pixels), .. Cells(method, depth)]);
            }
        }

        output.Write(table);
    }

    private static string Head(EvaluateReport report)
    {
        string mean = report.Average == ScoreAverage.Frames ? "mean over frames" : "all pixels of all frames together";
        string look = report.FirstFrames is int frames ? $"; a quick look at the first {Figures.Count(frames)} frames of each recording, no result" : "";
        string without = report.FramesWithoutPixels > 0 ? $"; {Figures.Count(report.FramesWithoutPixels)} frames without a pixel to score left out" : "";
        return $"protocol {report.Protocol}, split {report.Split}, {Figures.Count(report.Frames)} frames, {Figures.Count(report.Pixels)} pixels; {mean}, a hole counts as wrong{without}{look}";
    }

    private static string[] Columns(bool depth) => depth ? DepthColumns : DisparityColumns;

    private static IReadOnlyList<string> Cells(EvaluateMetrics metrics, bool depth) => depth
        ?
        [
            Figures.Number(metrics.MeanDisparityErrorPx, 3),
            Figures.Number(metrics.MedianDisparityErrorPx, 3),
            Figures.Number(metrics.OnePixelErrorPercent),
            Figures.Number(metrics.OnePixelAccuracyPercent),
            Figures.Number(metrics.ThreePixelErrorPercent),
            Figures.Number(metrics.MeanDepthErrorM, 3),
            Figures.Number(metrics.MedianDepthErrorM, 3),
            Figures.Number(metrics.HolesPercent),
        ]
        :
        [
            Figures.Number(metrics.MeanDisparityErrorPx, 3),
            Figures.Number(metrics.MedianDisparityErrorPx, 3),
            Figures.Number(metrics.RootMeanSquareErrorPx, 3),
            Figures.Number(metrics.OnePixelErrorPercent),
            Figures.Number(metrics.OnePixelAccuracyPercent),
            Figures.Number(metrics.TwoPixelErrorPercent),
            Figures.Number(metrics.ThreePixelErrorPercent),
            Figures.Number(metrics.HolesPercent),
        ];
}
