using EventStereo.Energy;
using EventStereo.EventIO.Events;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>Operations of a stereo network without data: what its layers would do at an assumed rate.</summary>
public static class StereoOperations
{
    private const int Seed = 1;

    /// <summary>
    /// Every layer's dense operations of one step at <paramref name="size"/>, and whether its input is made of spikes. They are found by
    /// running the network once on random signed events of which a share <paramref name="rate"/> of the pixels has one, with batch
    /// statistics, so that fresh weights fire too; the network's running statistics change by that.
    /// </summary>
    /// <returns>Activities with <c>InputRate = rate</c> and <c>SynapticOperations = rate EffectiveMacs</c> where the input is made of spikes, in the order of first use.</returns>
    public static IReadOnlyList<LayerActivity> AtRate(StereoNetwork network, SensorSize size, double rate, Device device, bool foldsBatchNorm = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (rate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate is 0 to 1");
        }

        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(network, recorder, foldsBatchNorm);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        network.train();
        Random random = new(Seed);
        network.call(Events(random, network.Config.InputChannels, size, rate, device), Events(random, network.Config.InputChannels, size, rate, device), new StateFlow(steps: 1, observer: probe.Operations));
        probe.RequireComplete();
        recorder.CompleteInference();
        return [.. recorder.Activities().Select(layer => layer.Multiplies ? layer : layer.WithRate(rate))];
    }

    /// <summary>Parameters of the network: weights, biases, and the factors of its batch norms.</summary>
    public static long Parameters(StereoNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.parameters().Sum(parameter => parameter.numel());
    }

    private static Tensor Events(Random random, int channels, SensorSize size, double rate, Device device)
    {
        float[] frame = new float[channels * size.Pixels];
        for (int i = 0; i < frame.Length; i++)
        {
            frame[i] = random.NextDouble() < rate ? (random.Next(2) * 2) - 1 : 0;
        }

        return tensor(frame, [1L, channels, size.Height, size.Width]).to(device); // [1, C, H, W]
    }
}
