using System.Text.Json;
using System.Text.Json.Nodes;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Inference;

namespace EventStereo.Cli.Shell;

/// <summary>One row of an evaluation: a run with one of its weights.</summary>
/// <param name="Name">What it goes by in tables.</param>
/// <param name="Folder">The run folder.</param>
/// <param name="Weights">Which of its weights.</param>
/// <param name="Model">The network with these weights.</param>
/// <param name="Predictor">Runs it.</param>
internal sealed record EvaluatedRun(string Name, string Folder, RunWeights Weights, StereoModel Model, StereoPredictor Predictor)
{
    /// <summary>The training step that the weights are from, as the run's summary has it; null where there is none.</summary>
    public long? Step { get; } = ReadStep(RunFolder.Open(Folder).SummaryPath, Weights);

    private static long? ReadStep(string summary, RunWeights weights)
    {
        if (!File.Exists(summary))
        {
            return null;
        }

        try
        {
            JsonNode? root = JsonNode.Parse(File.ReadAllText(summary));
            return (weights == RunWeights.Last ? root?["steps"] : root?["best"]?["step"])?.GetValue<long>();
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{summary}: not the summary of a run: {damaged.Message}", damaged);
        }
    }
}
