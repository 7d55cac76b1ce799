using EventStereo.Search.Cells;
using EventStereo.Search.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// The two optimizers of a search: one step moves the network's weights down the loss on the training half, then the architecture's down that on the validation half, each
/// with the other held fast. Source: SpikeDHS, NeurIPS 2022, and DARTS, ICLR 2019, sections 2.3 and 2.4.
/// </summary>
public sealed class BilevelOptimizer : IDisposable
{
    private const string WeightsName = "optimizer-weights.bin";
    private const string ArchitectureName = "optimizer-architecture.bin";

    /// <summary>Length of the finite difference's step along the gradient. Source: DARTS, footnote 2 (0.01 / norm).</summary>
    private const double DifferenceLength = 0.01;

    private readonly Parameter[] weights;
    private readonly Parameter[] architecture;
    private readonly BilevelConfig config;
    private readonly LearningRateSchedule schedule;
    private readonly OptimizerHelper weightsOptimizer;
    private readonly OptimizerHelper architectureOptimizer;

    /// <summary>Prepares to search with <paramref name="network"/>, which is already on its device: the parameters of each <see cref="SubnetArchitecture"/> in it are the architecture's, all others weights, but for the scales that <see cref="BilevelConfig.FixedScales"/> leaves out.</summary>
    public BilevelOptimizer(nn.Module network, BilevelConfig config)
    {
        ArgumentNullException.ThrowIfNull(network);
        architecture = [.. network.modules().OfType<SubnetArchitecture>().SelectMany(subnet => subnet.parameters())];
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        HashSet<Parameter> others = new(architecture, ReferenceEqualityComparer.Instance);
        if (config.FixedScales)
        {
            others.UnionWith(network.modules().OfType<BatchNorm>().Select(norm => norm.weight).OfType<Parameter>());
        }

        weights = [.. network.parameters().Where(parameter => !others.Contains(parameter))];
        schedule = new LearningRateSchedule(
            new LearningRateScheduleConfig { Kind = LearningRateScheduleKind.Cosine }, config.LearningRate, config.FinalLearningRateShare, 0, config.TotalSteps, config.StepsPerEpoch);
        weightsOptimizer = config.Weights.Create(weights, config.LearningRate, config.WeightDecay);
        architectureOptimizer = optim.Adam(architecture, lr: config.ArchitectureLearningRate, beta1: 0.9, beta2: 0.999, weight_decay: config.ArchitectureWeightDecay);
    }

    /// <summary>The weights and their optimizer.</summary>
    public TrainedWeights Weights => new(weights, weightsOptimizer, others => config.Weights.Create(others, config.LearningRate, config.WeightDecay), config.ClipNorm);

    /// <summary>Moves the weights; returns the loss and the norm of its gradient before clipping.</summary>
    /// <param name="step">Number of the step, from 0, which the learning rate depends on.</param>
    /// <param name="trainingLoss">The loss on a batch of the training half, with its graph.</param>
    /// <exception cref="InvalidOperationException">Loss or gradient is no finite number.</exception>
    public (double Loss, double GradientNorm) StepWeights(int step, Func<Tensor> trainingLoss)
    {
        ArgumentNullException.ThrowIfNull(trainingLoss);
        using DisposeScope scope = NewDisposeScope();
        foreach (optim.ILearningRateController group in weightsOptimizer.ParamGroups)
        {
            group.LearningRate = schedule.At(step);
        }

        foreach (Parameter weight in weights)
        {
            weight.grad = null; // not 0: what has no part in this loss shall rest, with its momentum and its decay
        }

        double loss = Backward(trainingLoss, held: architecture);
        double norm = nn.utils.clip_grad_norm_(weights, config.ClipNorm);
        Require(loss, norm);
        weightsOptimizer.step();
        return (loss, norm);
    }

    /// <summary>Moves the architecture's weights; returns the loss.</summary>
    /// <param name="step">As above.</param>
    /// <param name="validationLoss">The loss on a batch of the validation half, terms of cost and entropy included.</param>
    /// <param name="trainingLoss">The loss on the batch that the weights learn from next; of second-order steps alone.</param>
    /// <exception cref="InvalidOperationException">The loss is no finite number.</exception>
    public double StepArchitecture(int step, Func<Tensor> validationLoss, Func<Tensor> trainingLoss)
    {
        ArgumentNullException.ThrowIfNull(validationLoss);
        using DisposeScope scope = NewDisposeScope();
        architectureOptimizer.zero_grad();
        double loss = config.Order == BilevelOrder.First ? Backward(validationLoss, held: weights) : Unrolled(schedule.At(step), validationLoss, trainingLoss);
        Require(loss, loss);
        architectureOptimizer.step();
        return loss;
    }

    /// <summary>Writes the optimizers' states into a checkpoint's folder.</summary>
    public void SaveState(string folder)
    {
        weightsOptimizer.save_state_dict(Path.Combine(folder, WeightsName));
        architectureOptimizer.save_state_dict(Path.Combine(folder, ArchitectureName));
    }

    /// <summary>Reads what <see cref="SaveState"/> wrote.</summary>
    public void LoadState(string folder)
    {
        weightsOptimizer.load_state_dict(Path.Combine(folder, WeightsName));
        architectureOptimizer.load_state_dict(Path.Combine(folder, ArchitectureName));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        weightsOptimizer.Dispose();
        architectureOptimizer.Dispose();
    }

    private double Unrolled(double rate, Func<Tensor> validationLoss, Func<Tensor> trainingLoss)
    {
        ArgumentNullException.ThrowIfNull(trainingLoss);
        Tensor[] start = Copies(weights);
        Tensor[] down = Gradients(trainingLoss, weights);
        Move(start, down, -rate);
        (double loss, Tensor[] atWeights, Tensor[] atArchitecture) = Both(validationLoss);
        double norm = Math.Sqrt(atWeights.Sum(gradient => (double)gradient.square().sum().item<float>()));
        if (norm > 0)
        {
            double length = DifferenceLength / norm;
            Move(start, atWeights, length);
            Tensor[] above = Gradients(trainingLoss, architecture);
            Move(start, atWeights, -length);
            Tensor[] below = Gradients(trainingLoss, architecture);
            for (int i = 0; i < architecture.Length; i++)
            {
                atArchitecture[i] = atArchitecture[i] - (above[i] - below[i]) * (float)(rate / (2 * length));
            }
        }

        Move(start, start, 0);
        for (int i = 0; i < architecture.Length; i++)
        {
            architecture[i].grad = atArchitecture[i];
        }

        return loss;
    }

    private (double Loss, Tensor[] AtWeights, Tensor[] AtArchitecture) Both(Func<Tensor> lossOf)
    {
        Tensor loss = lossOf();
        Parameter[] all = [.. weights, .. architecture];
        Tensor[] gradients = [.. autograd.grad([loss], all, allow_unused: true).Select((gradient, i) => Or0(gradient, all[i]))];
        return (loss.item<float>(), gradients[..weights.Length], gradients[weights.Length..]);
    }

    private static Tensor[] Gradients(Func<Tensor> lossOf, Parameter[] parameters) =>
        [.. autograd.grad([lossOf()], parameters, allow_unused: true).Select((gradient, i) => Or0(gradient, parameters[i]))];

    private static Tensor Or0(Tensor? gradient, Parameter parameter) => gradient is null || gradient.IsInvalid ? zeros_like(parameter) : gradient;

    /// <summary>Sets the weights to <paramref name="start"/> plus <paramref name="length"/> times <paramref name="direction"/>.</summary>
    private void Move(Tensor[] start, Tensor[] direction, double length)
    {
        using IDisposable noGrad = no_grad();
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i].copy_(length == 0 ? start[i] : start[i] + direction[i] * (float)length);
        }
    }

    private static Tensor[] Copies(Parameter[] parameters)
    {
        using IDisposable noGrad = no_grad();
        return [.. parameters.Select(parameter => parameter.detach().clone())];
    }

    /// <summary>The loss, after its gradient has been added to all parameters but those <paramref name="held"/>, whose part of the work is not done.</summary>
    private static double Backward(Func<Tensor> lossOf, Parameter[] held)
    {
        foreach (Parameter parameter in held)
        {
            parameter.requires_grad = false;
        }

        try
        {
            Tensor loss = lossOf();
            loss.backward();
            return loss.item<float>();
        }
        finally
        {
            foreach (Parameter parameter in held)
            {
                parameter.requires_grad = true;
            }
        }
    }

    private static void Require(double loss, double norm)
    {
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new InvalidOperationException($"the search diverged: loss {loss}, gradient norm {norm}; lower the learning rates");
        }
    }
}
