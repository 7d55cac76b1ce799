using System.Diagnostics;
using EventStereo.Search.Architecture;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>The steps of a stereo search: weights on clips of one part of the recordings, architecture on those of the other. Every batch is a function of the seed and the step.</summary>
internal sealed class StereoSearcher : IDisposable
{
    private const int SamplePurpose = 11, CandidatePurpose = 12;

    /// <summary>One of so many candidates is compared again, on so many times as many batches.</summary>
    private const int QuarterOfCandidates = 4, BatchesOfTheBest = 4;

    /// <summary>Draws of candidates until one is within the budget by its own spikes.</summary>
    private const int MostRounds = 4;

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
        bool sampled = config.Search.IsSampled(epoch);
        if (sampled)
        {
            network.Decide(network.Sample(new Random(SeedMix.Of(config.Seed, step, 0, SamplePurpose))));
        }

        StereoBatch train = ofWeights.MakeWithPixels(step), held = ofArchitecture.MakeWithPixels(step);
        ClipLoss? last = null;
        double wrong = double.NaN, rate = double.NaN;
        (double loss, _) = optimizer.StepWeights(step, () =>
        {
            Tensor whole = clips.Of(train, out last);
            (wrong, rate) = (last.OnePixelErrorPercent(config.Network), clips.FiringRate);
            return whole;
        });
        if (sampled)
        {
            network.Decide(null);
        }

        double architectureLoss = double.NaN;
        if (epoch >= config.Search.WarmUpEpochs && !sampled)
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

    /// <summary>
    /// The best of the architectures drawn after <paramref name="epoch"/>, by the mean loss of their decoded networks with the search's weights on the same held-out batches, the best quarter on four times as many; whose own spikes
    /// cost more than the budget goes behind all that fit.
    /// </summary>
    /// <returns>The architecture and its energy, mJ an inference, measured on its own spikes.</returns>
    public (IReadOnlyList<SubnetGenotype> Subnets, double Mj) Best(int epoch)
    {
        Random random = new(SeedMix.Of(config.Seed, epoch, 0, CandidatePurpose));
        int first = epoch * config.Search.StepsPerEpoch, batches = config.Search.CandidateBatches;
        double budget = config.BudgetMj > 0 ? config.BudgetMj : double.PositiveInfinity, limit = budget;
        Candidate[] all = [];
        for (int round = 0; round < MostRounds && !all.Any(one => one.Mj <= budget); round++)
        {
            limit = all.Length == 0 ? budget : limit * budget / all.Min(one => one.Mj); // the mixture's rates told too little: of its measure, less
            all = [.. network.Candidates(random, config.Search.Candidates, limit).Select(subnets => Judge(subnets, first, batches)).OrderBy(one => one.Mj > budget).ThenBy(one => one.Loss)];
        }

        Candidate best = all.Take(Math.Max(1, all.Length / QuarterOfCandidates)).Select(one => one with { Loss = Judge(one.Subnets, first + batches, batches * BatchesOfTheBest).Loss }).OrderBy(one => one.Mj > budget).ThenBy(one => one.Loss).First();
        return (best.Subnets, best.Mj);
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();

    private Candidate Judge(IReadOnlyList<SubnetGenotype> subnets, int first, int batches)
    {
        using IDisposable noGrad = no_grad();
        network.Decide(subnets);
        double loss = 0, mj = 0;
        for (int i = 0; i < batches; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            StereoBatch batch = ofArchitecture.MakeWithPixels(first + i);
            _ = clips.Of(batch, out ClipLoss judged);
            loss += judged.Loss.item<float>() / batches;
            if (i == 0)
            {
                (Tensor left, Tensor right) = ClipLoss.Frames(batch, device);
                mj = network.MeasureDecided(left, right, batch.Windows);
            }
        }

        network.Decide(null);
        return new Candidate(subnets, loss, mj);
    }

    private StereoBatchMaker Batches(StereoTrainingData data) => new(data, config.Training, config.Network.InputChannels, config.Seed, config.Network.MaxDisparityPx);

    /// <summary>An architecture, its mean loss and its energy.</summary>
    private sealed record Candidate(IReadOnlyList<SubnetGenotype> Subnets, double Loss, double Mj);
}
