using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// Layers of neurons as functions of their input currents <c>[T B, ...]</c> (time leading, folded into the batch as the
/// convolutions want it); the number of steps and the state come with a <see cref="StateFlow"/>.
/// </summary>
public static class LifNeurons
{
    /// <summary>Spikes <c>[T B, ...]</c>, exactly 0 or 1, of LIF neurons.</summary>
    public static Tensor Spike(Tensor currents, NeuronGenotype neuron, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        long[] shape = StateShape(currents, state);
        Tensor? before = state.Take(shape);
        Tensor spikes;
        if (state.Fuses(currents.device))
        {
            Tensor after = empty(shape);
            state.Put(after);
            NeuronSequence sequence = new(neuron, new SequenceLayout(state.Steps, (int)after.numel()), before is null ? [] : [before], [after]);
            spikes = FusedNeurons.Run(currents, tensor(neuron.Decay).view(1), sequence);
        }
        else
        {
            (spikes, Tensor after) = TorchLif.Run(currents.view([state.Steps, .. shape]), before ?? zeros(shape, device: currents.device), neuron);
            state.Put(after);
            spikes = spikes.view(currents.shape);
        }

        state.Observer?.OnNeurons(spikes, spiking: true);
        return spikes;
    }

    /// <summary>Output <c>[T B, ...]</c> of neurons of the kind that <paramref name="neuron"/> says.</summary>
    public static Tensor Activate(Tensor currents, NeuronGenotype neuron, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return neuron.Kind == NeuronKind.RectifiedLinear ? nn.functional.relu(currents) : Spike(currents, neuron, state);
    }

    /// <summary>Membrane <c>[T B, ...]</c> of leaky neurons that never spike: <c>u[t] = Decay u[t-1] + I[t]</c>.</summary>
    public static Tensor Integrate(Tensor currents, float decay, StateFlow state)
    {
        long[] shape = StateShape(currents, state);
        Tensor membrane = state.Take(shape) ?? zeros(shape, device: currents.device);
        Tensor sequence = currents.view([state.Steps, .. shape]);
        Tensor[] steps = new Tensor[state.Steps];
        for (int t = 0; t < steps.Length; t++)
        {
            membrane = sequence.select(0, t) + membrane * decay;
            steps[t] = membrane;
        }

        state.Put(membrane);
        Tensor output = cat(steps, 0);
        state.Observer?.OnNeurons(output, spiking: false);
        return output;
    }

    private static long[] StateShape(Tensor currents, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(state);
        long[] shape = currents.shape; // [T B, ...]
        return shape[0] % state.Steps == 0
            ? [shape[0] / state.Steps, .. shape[1..]]
            : throw new ArgumentException($"{shape[0]} rows are not {state.Steps} time steps of one batch", nameof(currents));
    }
}
