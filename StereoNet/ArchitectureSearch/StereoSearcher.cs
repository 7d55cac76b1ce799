using System.Diagnostics;
using EventStereo.Search.Neurons;
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
    private readonly FiringRate firing = new();
    private readonly Device device;

    /// <summary>Prepares to search with <paramref name="network"/>, which is already on <paramref name="device"/>.</summary>
    public StereoSearcher(StereoSearchConfig config, StereoSearchNetwork network, StereoTrainingData data, Device device)
    {
        this.config = config;
        this.network = network;
        this.device = device;
        optimizer = new BilevelOptimizer(network.Network, config.Search);
        (StereoTrainingData first, StereoTrainingData second) = data.Split(config.WeightsShare, config.Seed);
        ofWeights = Batches(first);
        ofArchitecture = Batches(second);
    }

    /// <summary>The optimizers, whose states belong to a checkpoint.</summary>
    public BilevelOptimizer Optimizer => optimizer;

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
        StereoBatch train = Sound(ofWeights, step), held = Sound(ofArchitecture, step);
        ClipLoss? last = null;
        double wrong = double.NaN, rate = double.NaN;
        (double loss, _) = optimizer.StepWeights(step, () =>
        {
            Tensor whole = Loss(train, out last);
            (wrong, rate) = (last.OnePixelErrorPercent(config.Network), firing.Mean());
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
                    Tensor whole = Loss(held, out last);
                    architectureLoss = last.Loss.item<float>();
                    whole = network.Penalty() is { } penalty ? whole + penalty : whole;
                    return entropyWeight > 0 ? whole + network.Entropy() * entropyWeight : whole;
                },
                () => Loss(train, out _));
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        return new StereoSearchStep(
            step, loss, wrong, rate, architectureLoss, network.Entropy().item<float>(), network.ExpectedMj().item<float>(), Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();

    private StereoBatchMaker Batches(StereoTrainingData data) => new(data, config.Training, config.Network.InputChannels, config.Seed, config.Network.MaxDisparityPx);

    /// <summary>The batch of a step, or of the next one that has loss pixels.</summary>
    private static StereoBatch Sound(StereoBatchMaker batches, int step)
    {
        StereoBatch batch = batches.Make(step);
        for (int other = 1; batch.Pixels.Count == 0; other++)
        {
            batch = other <= MostEmptyBatches ? batches.Make(step + other) : throw new InvalidDataException($"no ground truth at events in {MostEmptyBatches} batches in a row; take larger crops, or training.lossPixels dense");
        }

        return batch;
    }

    private const int MostEmptyBatches = 100;

    private Tensor Loss(StereoBatch batch, out ClipLoss loss)
    {
        firing.Restart();
        loss = ClipLoss.Of(network.Network, batch, new StateFlow(batch.Windows, observer: firing, kernels: config.Training.Kernels), config.Training, device);
        return config.Training.RateWeight > 0 && firing.Excess(config.Training.TargetRate) is { } excess ? loss.Loss + excess * (float)config.Training.RateWeight : loss.Loss;
    }
}
