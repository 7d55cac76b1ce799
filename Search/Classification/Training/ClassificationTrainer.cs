using System.Diagnostics;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
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
    private readonly SampleShape shape;
    private readonly BatchLoader loader;
    private readonly Device device;
    private readonly LearningRateSchedule schedule;
    private readonly FiringRate firing = new();
    private IEnumerator<LabelledBatch>? batches;
    private int next = -1; // step of the batch that comes

    /// <summary>Prepares to train <paramref name="network"/>, which is already on <paramref name="device"/>.</summary>
    public ClassificationTrainer(ClassificationNetwork network, ClassificationTrainingConfig config, ClassificationData data, ChannelNormalization? normalization, int seed, Device device)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(data);
        this.device = device;
        shape = data.Samples.Shape;
        BatchLoaderConfig loading = new() { BatchSize = config.BatchSize, Workers = config.Workers, QueuedBatches = QueuedBatches, Strict = config.Strict, Augmentation = config.Augmentation };
        loader = new BatchLoader(data.Samples, data.Training, loading, normalization, seed);
        TotalSteps = config.Steps > 0 ? config.Steps : checked(config.Epochs * (int)loader.BatchesAnEpoch);
        schedule = new LearningRateSchedule(config.Schedule, config.LearningRate, config.FinalLearningRateShare, config.WarmupSteps, TotalSteps, StepsPerEpoch);
        Optimizer = config.Optimizer.Create(network.parameters(), config.LearningRate, config.WeightDecay);
    }

    /// <summary>Steps of the whole run.</summary>
    public int TotalSteps { get; }

    /// <summary>Steps of a pass over the training samples.</summary>
    public int StepsPerEpoch => (int)loader.BatchesAnEpoch;

    /// <summary>The optimizer, whose state belongs to a checkpoint.</summary>
    public OptimizerHelper Optimizer { get; }

    /// <summary>Does step <paramref name="step"/> (from 0).</summary>
    /// <exception cref="InvalidDataException">A sample cannot be read and the run is strict, or none of a batch can.</exception>
    /// <exception cref="InvalidOperationException">Loss or gradient is no finite number.</exception>
    public ClassificationStep Step(int step)
    {
        long started = Stopwatch.GetTimestamp();
        LabelledBatch batch = Take(step);
        double waited = Stopwatch.GetElapsedTime(started).TotalSeconds, learningRate = schedule.At(step);
        if (batch.Count == 0)
        {
            throw new InvalidDataException($"no sample of a batch could be read; the first: {batch.Broken[0]}");
        }

        foreach (optim.ILearningRateController group in Optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        (double loss, double norm, double wrong, double rate) = Learn(batch);
        return new ClassificationStep(step, loss, norm, wrong, rate, learningRate, Stopwatch.GetElapsedTime(started).TotalSeconds, waited, batch.Broken);
    }

    /// <summary>Writes the state of the optimizer into a checkpoint's folder.</summary>
    public void SaveState(string folder) => Optimizer.save_state_dict(Path.Combine(folder, OptimizerName));

    /// <summary>Reads what <see cref="SaveState"/> wrote.</summary>
    public void LoadState(string folder) => Optimizer.load_state_dict(Path.Combine(folder, OptimizerName));

    /// <inheritdoc/>
    public void Dispose()
    {
        batches?.Dispose();
        Optimizer.Dispose();
    }

    private LabelledBatch Take(int step)
    {
        if (batches is null || step != next || step % StepsPerEpoch == 0)
        {
            batches?.Dispose();
            batches = loader.Epoch(step / StepsPerEpoch, step % StepsPerEpoch).GetEnumerator();
        }

        next = step + 1;
        return batches.MoveNext() ? batches.Current : throw new InvalidOperationException($"an epoch of {StepsPerEpoch} batches has none for step {step}");
    }

    private (double Loss, double GradientNorm, double ErrorPercent, double FiringRate) Learn(LabelledBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        network.train();
        Optimizer.zero_grad();
        firing.Restart();
        Tensor labels = tensor(batch.Labels).to(device);
        StepLogits logits = network.call(BatchTensors.Frames(batch, shape, network.Config.Steps, device), new StateFlow(network.Config.Steps, observer: firing, kernels: config.Kernels));
        Tensor loss = ClassificationLoss.Of(logits, labels, config.Loss, config.LabelSmoothing, config.AuxiliaryWeight);
        Tensor whole = config.RateWeight > 0 && firing.Excess(config.TargetRate) is { } excess ? loss + excess * (float)config.RateWeight : loss;
        whole.backward();
        double norm = nn.utils.clip_grad_norm_(network.parameters(), config.ClipNorm), value = loss.item<float>();
        if (!double.IsFinite(value) || !double.IsFinite(norm))
        {
            throw new InvalidOperationException($"training diverged: loss {value}, gradient norm {norm}; lower training.learningRate");
        }

        Optimizer.step();
        using IDisposable noGrad = no_grad();
        double right = logits.Mean().argmax(1).eq(labels).to(ScalarType.Float32).mean().item<float>();
        return (value, norm, 100 * (1 - right), firing.Mean());
    }
}
