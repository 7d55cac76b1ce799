using System.Security.Cryptography;
using System.Text.Json;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Classification.Evaluation;

namespace EventStereo.Cli.Commands;

/// <summary>
/// What <c>evs evaluate</c> found, kept in the run folder as <c>evaluation.json</c>, so that tables over runs need not go through the test samples again. It belongs to the
/// weights whose hash it holds: with others it does not count.
/// </summary>
/// <param name="WeightsSha256">Of the weights' file, in hexadecimal digits.</param>
/// <param name="Evaluation">What was found.</param>
internal sealed record KeptEvaluation(string WeightsSha256, ClassifyEvaluateReport Evaluation)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Keeps <paramref name="evaluation"/> of <paramref name="model"/> in its run folder; one that cannot be written to keeps none.</summary>
    public static void Write(string folder, ClassificationModel model, ClassifyEvaluateReport evaluation)
    {
        try
        {
            JsonReport.Write(PathIn(folder), new KeptEvaluation(HashOf(model.WeightsPath), evaluation));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // a run on read-only storage is evaluated all the same, and the next table evaluates it again
        }
    }

    /// <summary>The evaluation of <paramref name="model"/>'s weights that is kept in <paramref name="folder"/>; null if there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static ClassifyEvaluateReport? Find(string folder, ClassificationModel model)
    {
        string path = PathIn(folder);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            KeptEvaluation? kept = JsonSerializer.Deserialize<KeptEvaluation>(File.ReadAllText(path), Json);
            return kept?.WeightsSha256 == HashOf(model.WeightsPath) ? kept.Evaluation : null;
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{path}: damaged: {damaged.Message}; remove it, and evs evaluate writes it again", damaged);
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, "evaluation.json");

    private static string HashOf(string path)
    {
        using FileStream weights = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(weights));
    }
}
