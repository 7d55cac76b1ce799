using EventStereo.Energy;
using EventStereo.Energy.Reports;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Evaluation;

/// <summary>What the operations of a classification network do on labelled samples.</summary>
public static class ClassificationEnergy
{
    private const int BatchSize = 10;

    /// <summary>
    /// What an inference costs, mJ: all its steps, but of an artificial network on an image, which is the same at each of them, one. On event frames every step brings another one, and an artificial network computes them all.
    /// </summary>
    /// <param name="energy">The inference under an energy model.</param>
    /// <param name="network">The network that was measured.</param>
    /// <param name="samples">Shape of the samples that it was measured on.</param>
    public static double Mj(ModelEnergy energy, ClassificationNetworkConfig network, SampleShape samples)
    {
        ArgumentNullException.ThrowIfNull(energy);
        ArgumentNullException.ThrowIfNull(network);
        return network.IsArtificial && samples.Steps == 1 && energy.ArtificialTotalMj is double once ? once : energy.TotalMj;
    }

    /// <summary>
    /// Runs <paramref name="network"/> over samples and measures every operation; an inference is one sample over all its time steps. The auxiliary read-out plays no part.
    /// </summary>
    /// <param name="network">The network, on <paramref name="device"/>; its mode is put back afterwards.</param>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="indices">Which, at least one.</param>
    /// <param name="normalization">As in training; null for none.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="foldsBatchNorm">Whether batch norms are folded into the weights.</param>
    /// <param name="progress">Told the part done, 0 to 1; null tells nobody.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    /// <exception cref="InvalidDataException">A sample cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static ActivityRecorder Measure(
        ClassificationNetwork network, ImageDataset dataset, IReadOnlyList<int> indices, ChannelNormalization? normalization, Device device, bool foldsBatchNorm = true,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.Count == 0)
        {
            throw new ArgumentException("no samples to measure", nameof(indices));
        }

        ActivityRecorder recorder = new();
        using OperationProbe probe = new(network, recorder, foldsBatchNorm, ClassificationNetwork.AuxiliaryName);
        BatchLoader loader = new(dataset, indices, new BatchLoaderConfig { BatchSize = BatchSize, Shuffles = false, Strict = true }, normalization, seed: 0);
        int steps = network.Config.Steps;
        bool trained = network.training;
        network.eval();
        foreach (LabelledBatch batch in loader.Epoch(0, cancellation: cancellation))
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            network.call(BatchTensors.Frames(batch, dataset.Shape, steps, device), new StateFlow(steps, observer: probe));
            recorder.CompleteInference(batch.Count);
            progress?.Report((double)recorder.Inferences / indices.Count);
        }

        network.train(trained);
        probe.RequireComplete();
        return recorder;
    }
}
