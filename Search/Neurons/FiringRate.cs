using EventStereo.Energy;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// Watches the firing rates of a forward pass: the share of neurons and steps that spike, of each layer, as tensors that gradients flow through.
/// Tensors live in the caller's dispose scope; <see cref="Restart"/> begins anew.
/// </summary>
/// <param name="differentiable">Whether gradients flow through the rates; without, watching leaves nothing behind in the graph.</param>
public sealed class FiringRate(bool differentiable = true) : IOperationObserver
{
    private readonly List<(Tensor Rate, long Elements)> layers = [];

    /// <summary>Share of all neurons and steps that spiked, 0 to 1; not-a-number where there is no spiking neuron.</summary>
    public double Mean()
    {
        double spikes = 0, elements = 0;
        foreach ((Tensor rate, long count) in layers)
        {
            spikes += rate.item<float>() * (double)count;
            elements += count;
        }

        return spikes / elements;
    }

    /// <summary>
    /// The mean over layers of <c>max(0, rate - target)^2</c>: 0 when no layer fires above <paramref name="target"/>; null where there is no spiking neuron.
    /// A bound for each layer keeps a large one from silencing the small ones, which a bound for their mean does not.
    /// </summary>
    public Tensor? Excess(double target) => layers.Count == 0
        ? null
        : nn.functional.relu(stack(layers.Select(layer => layer.Rate).ToArray()) - (float)target).square().mean();

    /// <summary>Forgets what it saw.</summary>
    public void Restart() => layers.Clear();

    /// <inheritdoc/>
    public void OnPass(int steps)
    {
    }

    /// <inheritdoc/>
    public void OnNeurons(Tensor output, bool spiking)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (spiking)
        {
            using Tensor? apart = differentiable ? null : output.detach();
            layers.Add(((apart ?? output).mean(), output.numel()));
        }
    }

    /// <inheritdoc/>
    public void OnResampled(Tensor input, Tensor output, ElementwiseOperations anElement)
    {
    }

    /// <inheritdoc/>
    public void OnReadout(ElementwiseOperations operations, long inputElements, long outputElements)
    {
    }
}
