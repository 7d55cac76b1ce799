using System.Diagnostics;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Evaluation;

/// <summary>How fast a classification network names samples that are in memory.</summary>
public static class ClassificationSpeed
{
    /// <summary>Samples that go through the network together.</summary>
    public const int BatchSize = 100;

    /// <summary>
    /// Samples a second: the median over <paramref name="rounds"/> passes, behind one that does not count; reading is not part of it, the copy onto the device and the decision are.
    /// </summary>
    /// <param name="network">The network, on <paramref name="device"/>; its mode is put back afterwards.</param>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="indices">Which, at least one.</param>
    /// <param name="normalization">As in training; null for none.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="rounds">Passes that count.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    /// <exception cref="InvalidDataException">A sample cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static double ImagesASecond(
        ClassificationNetwork network, ImageDataset dataset, IReadOnlyList<int> indices, ChannelNormalization? normalization, Device device, int rounds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        BatchLoaderConfig loading = new() { BatchSize = BatchSize, Shuffles = false, Strict = true };
        LabelledBatch[] batches = [.. new BatchLoader(dataset, indices, loading, normalization, seed: 0).Epoch(0, cancellation: cancellation)];
        if (batches.Length == 0)
        {
            throw new ArgumentException("no samples to measure", nameof(indices));
        }

        bool trained = network.training;
        network.eval();
        double[] seconds = new double[rounds + 1];
        for (int round = 0; round < seconds.Length; round++)
        {
            long started = Stopwatch.GetTimestamp();
            foreach (LabelledBatch batch in batches)
            {
                cancellation.ThrowIfCancellationRequested();
                using DisposeScope scope = NewDisposeScope();
                using IDisposable noGrad = no_grad();
                BatchTensors.Classify(network, batch, dataset.Shape, new StateFlow(network.Config.Steps), device).Mean().argmax(1).cpu();
            }

            seconds[round] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        network.train(trained);
        double[] counted = [.. seconds[1..].Order()];
        double median = (counted[(rounds - 1) / 2] + counted[rounds / 2]) / 2;
        return indices.Count / median;
    }
}
