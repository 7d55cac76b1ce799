using System.Diagnostics;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Trains a stereo network step by step: sub-pixel cross-entropy on clips from rest, back-propagation through the clip's
/// windows, AdamW. The next batch is made on a worker while the current step runs.
/// </summary>
public sealed class StereoTrainer : IDisposable
{
    private readonly StereoNetwork network;
    private readonly StereoTrainingConfig config;
    private readonly StereoBatchMaker batches;
    private readonly Device device;
    private readonly FiringRate firing = new();
    private Task<StereoBatch>? next;

    /// <summary>Prepares to train <paramref name="network"/>, which is already on <paramref name="device"/>.</summary>
    public StereoTrainer(StereoNetwork network, StereoTrainingConfig config, StereoBatchMaker batches, Device device, int totalSteps)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        this.batches = batches ?? throw new ArgumentNullException(nameof(batches));
        this.device = device;
        TotalSteps = totalSteps;
        Optimizer = optim.AdamW(network.parameters(), lr: config.LearningRate, weight_decay: config.WeightDecay);
    }

    /// <summary>Steps of the whole run; the learning rate's schedule ends there.</summary>
    public int TotalSteps { get; }

    /// <summary>The optimizer, whose state belongs to a checkpoint.</summary>
    public AdamW Optimizer { get; }

    /// <summary>Does step <paramref name="step"/> (from 0).</summary>
    public TrainingStep Step(int step)
    {
        long started = Stopwatch.GetTimestamp();
        StereoBatch batch = (next ?? Task.Run(() => batches.Make(step))).GetAwaiter().GetResult();
        double waited = Stopwatch.GetElapsedTime(started).TotalSeconds;
        next = step + 1 < TotalSteps ? Task.Run(() => batches.Make(step + 1)) : null;
        double learningRate = config.LearningRate * config.LearningRateFactor(step, TotalSteps);
        foreach (optim.ILearningRateController group in Optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        if (batch.Pixels.Count == 0)
        {
            return new TrainingStep(step, double.NaN, 0, double.NaN, double.NaN, learningRate, 0, Stopwatch.GetElapsedTime(started).TotalSeconds, waited);
        }

        (double loss, double norm, double error, double rate) = Learn(batch);
        return new TrainingStep(step, loss, norm, error, rate, learningRate, batch.Pixels.Count, Stopwatch.GetElapsedTime(started).TotalSeconds, waited);
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    private (double Loss, double GradientNorm, double OnePixelErrorPercent, double FiringRate) Learn(StereoBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        network.train();
        Optimizer.zero_grad();
        long[] shape = [(long)batch.Windows * batch.Samples, batch.Channels, batch.Height, batch.Width];
        Tensor left = tensor(batch.Left, shape).to(device), right = tensor(batch.Right, shape).to(device); // [T B, C, H, W]
        Tensor truth = tensor(batch.DisparityPx).to(device); // [P]
        StereoNetworkConfig shapeConfig = network.Config;
        firing.Restart();
        Tensor similarities = network.Similarities(left, right, new StateFlow(batch.Windows, observer: firing));
        Tensor logits = DisparityReadout.LogitsAt(similarities, shapeConfig, batch.Pixels); // [P, bins]
        Tensor loss = SubpixelCrossEntropy.Loss(logits, truth, shapeConfig.BinStepPx, config.TargetScalePx);
        Tensor? excess = config.RateWeight > 0 ? firing.Excess(config.TargetRate) : null;
        (excess is null ? loss : loss + excess * (float)config.RateWeight).backward();
        double norm = nn.utils.clip_grad_norm_(network.parameters(), config.ClipNorm);
        double lossValue = loss.item<float>();
        if (!double.IsFinite(lossValue) || !double.IsFinite(norm))
        {
            throw new InvalidOperationException($"training diverged: loss {lossValue}, gradient norm {norm}; lower training.learningRate");
        }

        Optimizer.step();
        using IDisposable noGrad = no_grad();
        Tensor disparity = DisparityReadout.SubpixelMap(logits.detach().unsqueeze(2).unsqueeze(3), shapeConfig.BinStepPx).view(-1);
        double error = 100.0 * (disparity - truth).abs().gt((Scalar)1f).to(ScalarType.Float32).mean().item<float>();
        return (lossValue, norm, error, firing.Mean());
    }
}
