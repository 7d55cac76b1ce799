using System.Diagnostics;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Training;

/// <summary>Trains a classification network step by step. Every batch is a function of the seed and the step; workers make the next ones while a step runs.</summary>
public sealed class ClassificationTrainer : IDisposable
{
    private const string OptimizerName = "optimizer.bin";
    private const int QueuedBatches = 8;

    private readonly ClassificationNetwork network;
    private readonly ClassificationTrainingConfig config;
    private readonly StepBatches batches;
    private readonly BatchLoss losses;
    private readonly LearningRateSchedule schedule;

    /// <summary>Prepares to train <paramref name="network"/>, which is already on <paramref name="device"/>.</summary>
    public ClassificationTrainer(ClassificationNetwork network, ClassificationTrainingConfig config, ClassificationData data, ChannelNormalization? normalization, int seed, Device device)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(data);
        losses = new BatchLoss(network, config, data.Samples.Shape, device);
        batches = new StepBatches(new BatchLoader(data.Samples, data.Training, config.Loading(network.Config, QueuedBatches), normalization, seed));
        TotalSteps = config.Steps > 0 ? config.Steps : checked(config.Epochs * batches.StepsPerEpoch);
        schedule = new LearningRateSchedule(config.Schedule, config.LearningRate, config.FinalLearningRateShare, config.WarmupSteps, TotalSteps, StepsPerEpoch);
        Optimizer = config.Optimizer.Create(network.parameters(), config.LearningRate, config.WeightDecay);
    }

    /// <summary>Steps of the whole run.</summary>
    public int TotalSteps { get; }

    /// <summary>Steps of a pass over the training samples.</summary>
    public int StepsPerEpoch => batches.StepsPerEpoch;

    /// <summary>The optimizer, whose state belongs to a checkpoint.</summary>
    public OptimizerHelper Optimizer { get; }

    /// <summary>The loss of a batch.</summary>
    internal BatchLoss Losses => losses;

    /// <summary>The weights and their optimizer.</summary>
    public TrainedWeights Weights => new([.. network.parameters()], Optimizer, others => config.Optimizer.Create(others, config.LearningRate, config.WeightDecay), config.ClipNorm);

    /// <summary>Does step <paramref name="step"/> (from 0).</summary>
    /// <exception cref="InvalidDataException">A sample cannot be read and the run is strict, or none of a batch can.</exception>
    /// <exception cref="InvalidOperationException">Loss or gradient is no finite number.</exception>
    public ClassificationStep Step(int step)
    {
        long started = Stopwatch.GetTimestamp();
        LabelledBatch batch = batches.Take(step);
        double waited = Stopwatch.GetElapsedTime(started).TotalSeconds, learningRate = schedule.At(step);
        foreach (optim.ILearningRateController group in Optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        (SearchLoss loss, double norm) = Learn(batch);
        return new ClassificationStep(step, loss.Loss, norm, loss.ErrorPercent, loss.FiringRate, learningRate, Stopwatch.GetElapsedTime(started).TotalSeconds, waited, batch.Count, batch.Broken);
    }

    /// <summary>Writes the state of the optimizer into a checkpoint's folder.</summary>
    public void SaveState(string folder) => Optimizer.save_state_dict(Path.Combine(folder, OptimizerName));

    /// <summary>Reads what <see cref="SaveState"/> wrote.</summary>
    public void LoadState(string folder) => Optimizer.load_state_dict(Path.Combine(folder, OptimizerName));

    /// <inheritdoc/>
    public void Dispose()
    {
        batches.Dispose();
        Optimizer.Dispose();
    }

    private (SearchLoss Loss, double GradientNorm) Learn(LabelledBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        network.train();
        Optimizer.zero_grad();
        SearchLoss loss = losses.Of(batch);
        loss.Whole.backward();
        double norm = nn.utils.clip_grad_norm_(network.parameters(), config.ClipNorm);
        if (!double.IsFinite(loss.Loss) || !double.IsFinite(norm))
        {
            throw new InvalidOperationException($"training diverged: loss {loss.Loss}, gradient norm {norm}; lower training.learningRate");
        }

        Optimizer.step();
        return (loss, norm);
    }
}
