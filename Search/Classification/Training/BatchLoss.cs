using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Training;

/// <summary>The loss of batches that go through a network from rest, its term of firing rates included, as trainings, searches and evolutions of surrogates take it.</summary>
public sealed class BatchLoss
{
    private readonly ClassificationNetwork network;
    private readonly ClassificationTrainingConfig config;
    private readonly SampleShape shape;
    private readonly Device device;
    private readonly FiringRate firing;

    /// <summary>Prepares for <paramref name="network"/>.</summary>
    /// <param name="network">The network, on <paramref name="device"/>.</param>
    /// <param name="config">How the loss is made.</param>
    /// <param name="shape">Shape of the samples.</param>
    /// <param name="device">Where the network is.</param>
    public BatchLoss(ClassificationNetwork network, ClassificationTrainingConfig config, SampleShape shape, Device device)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        firing = new FiringRate(differentiable: config.RateWeight > 0);
        this.shape = shape;
        this.device = device;
    }

    /// <summary>The loss of <paramref name="batch"/>; tensors are the caller's scope's.</summary>
    public SearchLoss Of(LabelledBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        firing.Restart();
        Tensor labels = tensor(batch.Labels).to(device);
        StepLogits logits = BatchTensors.Classify(network, batch, shape, new StateFlow(network.Config.Steps, observer: firing, kernels: config.Kernels), device);
        Tensor loss = batch.Mix is { } mix
            ? ClassificationLoss.OfMixed(logits, labels, tensor(mix.OtherLabels).to(device), mix.Share, config.Loss, config.LabelSmoothing, config.AuxiliaryWeight)
            : ClassificationLoss.Of(logits, labels, config.Loss, config.LabelSmoothing, config.AuxiliaryWeight);
        Tensor whole = config.RateWeight > 0 && firing.Excess(config.TargetRate) is { } excess ? loss + excess * (float)config.RateWeight : loss;
        using IDisposable noGrad = no_grad();
        double right = logits.Mean().argmax(1).eq(labels).to(ScalarType.Float32).mean().item<float>();
        return new SearchLoss(whole, loss.item<float>(), 100 * (1 - right), firing.Mean());
    }
}
