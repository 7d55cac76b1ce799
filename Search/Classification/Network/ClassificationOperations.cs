using EventStereo.Energy;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>Operations of a classification network without data: what its layers would do at an assumed rate.</summary>
public static class ClassificationOperations
{
    private const int Seed = 1;

    /// <summary>
    /// Every layer's dense operations of one image of <paramref name="height"/> x <paramref name="width"/> over <paramref name="steps"/> time steps, and whether its input is made of
    /// spikes. They are found by running the network once on random images, with batch statistics, so that fresh weights fire too; the network's running statistics change by that.
    /// </summary>
    /// <returns>Activities with <c>InputRate = rate</c> and <c>SynapticOperations = rate EffectiveMacs</c> where the input is made of spikes, in the order of first use.</returns>
    /// <exception cref="ArgumentException">The network has an auxiliary read-out, which is no part of an inference.</exception>
    public static IReadOnlyList<LayerActivity> AtRate(ClassificationNetwork network, int height, int width, int steps, double rate, Device device, bool foldsBatchNorm = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        if (rate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate is 0 to 1");
        }

        if (network.Config.AuxiliaryHead)
        {
            throw new ArgumentException("the auxiliary read-out is no part of an inference; build the network without it", nameof(network));
        }

        ActivityRecorder recorder = new();
        using OperationProbe probe = new(network, recorder, foldsBatchNorm);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        network.train();
        int images = steps == 1 ? 2 : 1; // the statistics of a linear layer's batch norm need two rows
        Random random = new(Seed);
        float[] values = new float[images * network.Config.InputChannels * height * width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2f) - 1f;
        }

        Tensor batch = tensor(values, [images, network.Config.InputChannels, height, width]).to(device); // [B, C, H, W]
        network.call(DirectCoding.Repeat(batch, steps), new StateFlow(steps, observer: probe));
        probe.RequireComplete();
        recorder.CompleteInference(images);
        return [.. recorder.Activities().Select(layer => layer.Multiplies ? layer : layer.WithRate(rate))];
    }
}
