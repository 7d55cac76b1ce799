using System.Diagnostics;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>The steps of a stereo search: weights on clips of one part of the recordings, architecture on those of the other. Every batch is a function of the seed and the step.</summary>
internal sealed class StereoSearcher : IDisposable
{
    private readonly StereoSearchConfig config;
    private readonly StereoSearchNetwork network;
    private readonly BilevelOptimizer optimizer;
    private readonly StereoBatchMaker ofWeights;
    private readonly StereoBatchMaker ofArchitecture;
    private readonly WholeClipLoss clips;
    private readonly StereoSurrogates? surrogates;
    private readonly Device device;

    /// <summary>Prepares to search with <paramref name="network"/>, which is already on <paramref name="device"/>.</summary>
    public StereoSearcher(StereoSearchConfig config, StereoSearchNetwork network, StereoTrainingData data, Device device)
    {
        this.config = config;
        this.network = network;
        this.device = device;
        optimizer = new BilevelOptimizer(network.Network, config.Search);
        clips = new WholeClipLoss(network.Network, config.Training, device);
        (StereoTrainingData first, StereoTrainingData second) = data.Split(config.WeightsShare, config.Seed);
        ofWeights = Batches(first);
        ofArchitecture = Batches(second);
        surrogates = StereoSurrogates.Of(config.AsRun(), network.Network, optimizer.Weights, first, second, device);
    }

    /// <summary>The optimizers, whose states belong to a checkpoint.</summary>
    public BilevelOptimizer Optimizer => optimizer;

    /// <summary>The surrogates that evolve with the weights; null where they do not.</summary>
    public StereoSurrogates? Surrogates => surrogates;

    /// <summary>Begins <paramref name="epoch"/> (from 0): sets the temperature and measures what each operation costs now, on a batch of the architecture's data.</summary>
    public void Begin(int epoch)
    {
        network.Temperature = config.Search.TemperatureAt(epoch);
        StereoBatch batch = ofArchitecture.Make(epoch * config.Search.StepsPerEpoch);
        using DisposeScope scope = NewDisposeScope();
        (Tensor left, Tensor right) = ClipLoss.Frames(batch, device);
        network.Network.eval(); // leaves the statistics of the batch norms alone
        network.Measure(left, right, batch.Windows);
        network.Network.train();
    }

    /// <summary>Does step <paramref name="step"/> (from 0) of the whole search.</summary>
    public StereoSearchStep Step(int step)
    {
        long started = Stopwatch.GetTimestamp();
        int epoch = step / config.Search.StepsPerEpoch;
        StereoBatch train = ofWeights.MakeWithPixels(step), held = ofArchitecture.MakeWithPixels(step);
        ClipLoss? last = null;
        double wrong = double.NaN, rate = double.NaN;
        (double loss, _) = optimizer.StepWeights(step, () =>
        {
            Tensor whole = clips.Of(train, out last);
            (wrong, rate) = (last.OnePixelErrorPercent(config.Network), clips.FiringRate);
            return whole;
        });
        double architectureLoss = double.NaN;
        if (epoch >= config.Search.WarmUpEpochs)
        {
            float entropyWeight = (float)config.Search.EntropyWeightAt(epoch);
            optimizer.StepArchitecture(
                step,
                () =>
                {
                    Tensor whole = clips.Of(held, out last);
                    architectureLoss = last.Loss.item<float>();
                    whole = network.Penalty() is { } penalty ? whole + penalty : whole;
                    return entropyWeight > 0 ? whole + network.Entropy() * entropyWeight : whole;
                },
                () => clips.Of(train, out _));
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        return new StereoSearchStep(
            step, loss, wrong, rate, architectureLoss, network.Entropy().item<float>(), network.ExpectedMj().item<float>(), Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();

    private StereoBatchMaker Batches(StereoTrainingData data) => new(data, config.Training, config.Network.InputChannels, config.Seed, config.Network.MaxDisparityPx);
}
