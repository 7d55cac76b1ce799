using System.Diagnostics;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using EventStereo.Search.Training.Parallel;
using EventStereo.StereoNet.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Trains a stereo network step by step: sub-pixel cross-entropy on clips from rest or from the state that the clip before left, back-propagation
/// through the clip's windows, one optimizer step for all clips, those of other ranks too. The next step's data is made on a worker while the current
/// step runs.
/// </summary>
public sealed class StereoTrainer : IDisposable
{
    private const string OptimizerName = "optimizer.bin";

    private readonly StereoNetwork network;
    private readonly StereoTrainingConfig config;
    private readonly StereoBatchMaker batches;
    private readonly Device device;
    private readonly ClipBackpropagation backpropagation;
    private readonly IRankExchange ranks;
    private readonly GradientExchange gradients;
    private readonly CarriedStates states;
    private readonly LearningRateSchedule schedule;
    private Task<StereoBatch[]>? next;

    /// <summary>Prepares to train <paramref name="network"/>, which is already on <paramref name="device"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="config">How.</param>
    /// <param name="batches">The data.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="totalSteps">Steps of the whole run.</param>
    /// <param name="stepsPerEpoch">Steps of a pass over the data.</param>
    /// <param name="ranks">The processes that share each step; none but this one by default.</param>
    public StereoTrainer(
        StereoNetwork network, StereoTrainingConfig config, StereoBatchMaker batches, Device device, int totalSteps, int stepsPerEpoch, IRankExchange? ranks = null)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        this.batches = batches ?? throw new ArgumentNullException(nameof(batches));
        this.device = device;
        TotalSteps = totalSteps;
        this.ranks = ranks ?? SingleRank.Instance;
        bool synchronizes = config.SyncBatchNorm && this.ranks.Ranks > 1;
        if (synchronizes)
        {
            BatchNormSynchronization.Synchronize(network, this.ranks);
        }

        backpropagation = new ClipBackpropagation(network, config, device, synchronizes);
        gradients = new GradientExchange(network, this.ranks);
        states = new CarriedStates(config.Accumulate);
        schedule = new LearningRateSchedule(config.Schedule, config.LearningRate, config.FinalLearningRateShare, config.WarmupSteps, totalSteps, stepsPerEpoch);
        Optimizer = config.Optimizer.Create(network.parameters(), config.LearningRate, config.WeightDecay);
    }

    /// <summary>Steps of the whole run; the learning rate's schedule ends there.</summary>
    public int TotalSteps { get; }

    /// <summary>The optimizer, whose state belongs to a checkpoint.</summary>
    public OptimizerHelper Optimizer { get; }

    /// <summary>The network's weights and their optimizer.</summary>
    internal TrainedWeights Weights =>
        new([.. network.parameters()], Optimizer, weights => config.Optimizer.Create(weights, config.LearningRate, config.WeightDecay), config.ClipNorm);

    /// <summary>Does step <paramref name="step"/> (from 0).</summary>
    public TrainingStep Step(int step)
    {
        long started = Stopwatch.GetTimestamp();
        StereoBatch[] microBatches = (next ?? Task.Run(() => Make(step))).GetAwaiter().GetResult();
        double waited = Stopwatch.GetElapsedTime(started).TotalSeconds;
        next = step + 1 < TotalSteps ? Task.Run(() => Make(step + 1)) : null;
        double learningRate = schedule.At(step);
        foreach (optim.ILearningRateController group in Optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        int pixels = (int)SumOverRanks(microBatches.Sum(batch => batch.Pixels.Count))[0];
        (StepMeans means, double norm) = pixels == 0 && !config.CarryState ? (StepMeans.Unknown, 0) : Learn(microBatches, pixels);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new TrainingStep(step, means.Loss, norm, means.OnePixelErrorPercent, means.FiringRate, learningRate, pixels, seconds, waited);
    }

    /// <summary>Writes the state of the optimizer and the carried membranes into a checkpoint's folder.</summary>
    public void SaveState(string folder)
    {
        Optimizer.save_state_dict(Path.Combine(folder, OptimizerName));
        states.Save(folder);
    }

    /// <summary>Reads what <see cref="SaveState"/> wrote.</summary>
    /// <exception cref="InvalidDataException">A file is damaged or of another training.</exception>
    public void LoadState(string folder)
    {
        Optimizer.load_state_dict(Path.Combine(folder, OptimizerName));
        states.Load(folder, device);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        states.Dispose();
        Optimizer.Dispose();
    }

    private StereoBatch[] Make(int step) => [.. Enumerable.Range(ranks.Rank * config.Accumulate, config.Accumulate).Select(microBatch => batches.Make(step, microBatch))];

    private (StepMeans Means, double GradientNorm) Learn(StereoBatch[] microBatches, int pixels)
    {
        using DisposeScope scope = NewDisposeScope();
        network.train();
        Optimizer.zero_grad();
        StepMeans means = default;
        gradients.Begin();
        for (int i = 0; i < microBatches.Length; i++)
        {
            StereoBatch batch = microBatches[i];
            (StepMeans part, SpikingState? after) = backpropagation.Add(batch, (double)batch.Pixels.Count / Math.Max(1, pixels), 1.0 / (microBatches.Length * ranks.Ranks), states.Before(i, batch));
            states.Keep(i, after);
            means += part;
        }

        if (pixels == 0)
        {
            return (StepMeans.Unknown, 0); // only the membranes moved on
        }

        gradients.Sum();
        double[] all = SumOverRanks(means.Loss, means.OnePixelErrorPercent, means.FiringRate);
        means = new StepMeans(all[0], all[1], all[2]);
        double norm = nn.utils.clip_grad_norm_(network.parameters(), config.ClipNorm);
        if (!double.IsFinite(means.Loss) || !double.IsFinite(norm))
        {
            throw new InvalidOperationException($"training diverged: loss {means.Loss}, gradient norm {norm}; lower training.learningRate");
        }

        Optimizer.step();
        return (means, norm);
    }

    private double[] SumOverRanks(params double[] values)
    {
        ranks.Sum(values);
        return values;
    }
}
