using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Evaluation;

/// <summary>Scores a classification network on labelled samples.</summary>
/// <param name="dataset">Where they come from.</param>
/// <param name="indices">Which.</param>
/// <param name="normalization">As in training; null for none.</param>
/// <param name="batchSize">Samples that go through the network together; of no effect on the score but rounding.</param>
/// <param name="workers">Threads that read.</param>
/// <param name="strict">Whether a sample that cannot be read ends the scoring; else it is left out, and the score says so.</param>
public sealed class ClassificationEvaluator(
    ImageDataset dataset, IReadOnlyList<int> indices, ChannelNormalization? normalization, int batchSize = 100, int workers = 1, bool strict = true)
{
    private readonly BatchLoader loader = new(dataset, indices, new BatchLoaderConfig { BatchSize = batchSize, Workers = workers, Shuffles = false, Strict = strict }, normalization, seed: 0);

    /// <summary>Scores <paramref name="network"/>, whose mode is put back afterwards.</summary>
    /// <param name="network">The network.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="progress">Told the part done, 0 to 1; null tells nobody.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="InvalidDataException">A sample cannot be read and the scoring is strict, or none can.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public ClassificationScore Score(ClassificationNetwork network, Device device, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ClassificationScore score = new(network.Config.Classes);
        bool trained = network.training;
        network.eval();
        long done = 0;
        foreach (LabelledBatch batch in loader.Epoch(0, cancellation: cancellation))
        {
            score.AddBroken(batch.Broken);
            if (batch.Count == 0)
            {
                continue;
            }

            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            StepLogits logits = BatchTensors.Classify(network, batch, dataset.Shape, new StateFlow(network.Config.Steps), device);
            score.Add(TensorMemory.Floats(logits.Mean().cpu().contiguous()), batch.Labels);
            progress?.Report((double)++done / loader.BatchesAnEpoch);
        }

        network.train(trained);
        return score.Images > 0 || score.Broken.Count == 0 ? score : throw new InvalidDataException($"no sample could be read; the first: {score.Broken[0]}");
    }
}
