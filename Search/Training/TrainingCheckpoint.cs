using System.Text.Json;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace EventStereo.Search.Training;

/// <summary>
/// The files of a training checkpoint: weights, torch's random state, the weights that did best so far, the run's progress, and what the task adds, such as an optimizer's state.
/// Schedule, data order and augmentation are functions of the step and the seed and need none.
/// </summary>
public static class TrainingCheckpoint
{
    private const string WeightsName = "weights.safetensors";
    private const string RandomName = "random.bin";
    private const string ProgressName = "progress.json";

    /// <summary>A validation without a valid sample has no number, which is no reason to lose a checkpoint.</summary>
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Writes the checkpoint of <paramref name="step"/> in <paramref name="run"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">From 0.</param>
    /// <param name="network">Its network.</param>
    /// <param name="saveStates">Writes the task's own files into the folder that it is given.</param>
    /// <param name="progress">What the run knows of itself.</param>
    public static void Save<TProgress>(RunFolder run, int step, nn.Module network, Action<string> saveStates, TProgress progress)
        where TProgress : class
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(saveStates);
        run.WriteCheckpoint(step, folder =>
        {
            NetworkWeights.Save(network, Path.Combine(folder, WeightsName));
            saveStates(folder);
            using (Tensor state = random.get_rng_state())
            {
                File.WriteAllBytes(Path.Combine(folder, RandomName), state.bytes.ToArray());
            }

            run.CopyBestWeights(folder);
            File.WriteAllText(Path.Combine(folder, ProgressName), JsonSerializer.Serialize(progress, Json));
        });
    }

    /// <summary>
    /// Fills the network and what <paramref name="loadStates"/> reads from <paramref name="checkpoint"/>, and makes the run's best weights those of its time; no checkpoint is the beginning, no
    /// <paramref name="run"/> leaves its files to the first rank.
    /// </summary>
    /// <returns>The progress at the checkpoint; null at the beginning.</returns>
    /// <exception cref="InvalidDataException">A file is of another network.</exception>
    public static TProgress? Restore<TProgress>(RunFolder? run, RunCheckpoint? checkpoint, nn.Module network, Action<string> loadStates)
        where TProgress : class
    {
        ArgumentNullException.ThrowIfNull(loadStates);
        run?.RestoreBestWeights(checkpoint);
        if (checkpoint is null)
        {
            return null;
        }

        NetworkWeights.Load(network, Path.Combine(checkpoint.Path, WeightsName));
        loadStates(checkpoint.Path);
        using (Tensor state = tensor(File.ReadAllBytes(Path.Combine(checkpoint.Path, RandomName))))
        {
            random.set_rng_state(state);
        }

        string progress = Path.Combine(checkpoint.Path, ProgressName);
        return JsonSerializer.Deserialize<TProgress>(File.ReadAllText(progress), Json) ?? throw new InvalidDataException($"{progress}: holds nothing");
    }
}
