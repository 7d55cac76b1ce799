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
        Tensor membrane = TakeMembrane(currents, state), spikes;
        if (currents.device.type == DeviceType.CPU)
        {
            state.Put(membrane); // the kernel moves it on in place
            spikes = currents.requires_grad && is_grad_enabled()
                ? LifSequence.apply(currents, membrane, neuron)
                : SpikeWithoutGradient(currents, membrane, neuron);
        }
        else
        {
            (spikes, membrane) = TorchLif.Run(currents.view([state.Steps, .. membrane.shape]), membrane, neuron);
            state.Put(membrane);
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
        Tensor membrane = TakeMembrane(currents, state);
        Tensor sequence = currents.view([state.Steps, .. membrane.shape]);
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

    private static Tensor TakeMembrane(Tensor currents, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(state);
        long[] shape = currents.shape; // [T B, ...]
        if (shape[0] % state.Steps != 0)
        {
            throw new ArgumentException($"{shape[0]} rows are not {state.Steps} time steps of one batch", nameof(currents));
        }

        return state.Take([shape[0] / state.Steps, .. shape[1..]], currents.device);
    }

    private static Tensor SpikeWithoutGradient(Tensor currents, Tensor membrane, NeuronGenotype neuron)
    {
        using Tensor contiguous = currents.contiguous();
        Tensor spikes = empty_like(contiguous);
        LifKernel.Forward(TensorMemory.Floats(contiguous), TensorMemory.Floats(membrane), TensorMemory.Floats(spikes), [], neuron);
        return spikes;
    }
}
