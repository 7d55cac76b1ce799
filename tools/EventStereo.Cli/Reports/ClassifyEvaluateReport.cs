using EventStereo.Search.Classification.Evaluation;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs evaluate</c> found for a classification run.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Split">The samples: <c>test</c>.</param>
/// <param name="Weights"><c>best</c> on the samples held out, or <c>last</c>.</param>
/// <param name="Images">Samples.</param>
/// <param name="Top1Percent">Known at the first guess.</param>
/// <param name="Top5Percent">Known within five.</param>
/// <param name="Loss">Mean cross-entropy, nat.</param>
/// <param name="Classes">Name of each class.</param>
/// <param name="ClassPercent">Known of each class; null of one without samples.</param>
/// <param name="Confusion">Samples by class, then by guess.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record ClassifyEvaluateReport(
    string Run, string Split, string Weights, long Images, double Top1Percent, double Top5Percent, double Loss, IReadOnlyList<string> Classes, IReadOnlyList<double?> ClassPercent, long[][] Confusion, double Seconds)
{
    public static ClassifyEvaluateReport Of(ClassificationModel model, ClassificationScore score, IReadOnlyList<string> classes, double seconds) => new(
        model.Name, "test", model.IsBest ? "best" : "last", score.Images, score.Top1Percent, score.Top5Percent, score.Loss, classes,
        [.. Enumerable.Range(0, score.Classes).Select(label => double.IsNaN(score.ClassPercent(label)) ? null : (double?)score.ClassPercent(label))],
        [.. Enumerable.Range(0, score.Classes).Select(label => Enumerable.Range(0, score.Classes).Select(guess => score.Confused(label, guess)).ToArray())],
        seconds);
}
