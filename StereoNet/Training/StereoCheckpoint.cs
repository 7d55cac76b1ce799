using System.Text.Json;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// The files of a training checkpoint: weights, the optimizer's state, carried membranes, surrogates that evolve, torch's random state, the weights that did best so far, and
/// the run's progress. Schedule, data order and augmentation are functions of the step and the seed and need none.
/// </summary>
internal static class StereoCheckpoint
{
    private const string WeightsName = "weights.safetensors";
    private const string RandomName = "random.bin";
    private const string ProgressName = "progress.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the checkpoint of <paramref name="step"/> in <paramref name="run"/>.</summary>
    public static void Save(RunFolder run, int step, StereoNetwork network, StereoTrainer trainer, StereoSurrogates? surrogates, StereoTrainingProgress progress) => run.WriteCheckpoint(step, folder =>
    {
        NetworkWeights.Save(network, Path.Combine(folder, WeightsName));
        trainer.SaveState(folder);
        surrogates?.Save(folder);
        using (Tensor state = random.get_rng_state())
        {
            File.WriteAllBytes(Path.Combine(folder, RandomName), state.bytes.ToArray());
        }

        run.CopyBestWeights(folder);
        File.WriteAllText(Path.Combine(folder, ProgressName), JsonSerializer.Serialize(progress, Json));
    });

    /// <summary>
    /// Fills network and trainer from <paramref name="checkpoint"/>, and makes the run's best weights those of its time; no checkpoint is the beginning, no
    /// <paramref name="run"/> leaves its files to the first rank.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is of another network.</exception>
    public static StereoTrainingProgress Restore(RunFolder? run, RunCheckpoint? checkpoint, StereoNetwork network, StereoTrainer trainer, StereoSurrogates? surrogates)
    {
        run?.RestoreBestWeights(checkpoint);
        if (checkpoint is null)
        {
            return StereoTrainingProgress.None;
        }

        NetworkWeights.Load(network, Path.Combine(checkpoint.Path, WeightsName));
        trainer.LoadState(checkpoint.Path);
        surrogates?.Load(checkpoint.Path);
        using (Tensor state = tensor(File.ReadAllBytes(Path.Combine(checkpoint.Path, RandomName))))
        {
            random.set_rng_state(state);
        }

        string progress = Path.Combine(checkpoint.Path, ProgressName);
        return JsonSerializer.Deserialize<StereoTrainingProgress>(File.ReadAllText(progress), Json) ?? throw new InvalidDataException($"{progress}: holds nothing");
    }
}
