using EventStereo.Cli.Shell;
using EventStereo.StereoNet.Inference;

namespace EventStereo.Cli.Reports;

/// <summary>The scores of one run with one of its weights.</summary>
/// <param name="Run">The run folder.</param>
/// <param name="Weights">Of the last step, or best on validation.</param>
/// <param name="Step">The training step that they are from; null where the run does not say.</param>
/// <param name="Seed">What it was trained with.</param>
/// <param name="Scores">Its scores, which are this record's own properties.</param>
internal sealed record EvaluateRun(string Run, RunWeights Weights, long? Step, int Seed, [property: System.Text.Json.Serialization.JsonIgnore] EvaluateMethod Scores)
    : EvaluateMethod(Scores)
{
    public static EvaluateRun Of(EvaluatedRun run, EvaluateMethod scores) => new(run.Folder, run.Weights, run.Step, run.Model.Config.Seed, scores);
}
