using EventStereo.Search.Architecture;
using EventStereo.Search.Surrogates;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// Sequences of neurons from plain tensor operations, step by step, for any device: what the fused kernels are compared with and
/// what runs where they do not. The equations are those of <see cref="Kernels.LifReference"/>, <see cref="Kernels.AdaptiveLifReference"/> and
/// <see cref="Kernels.IntegratorReference"/>.
/// </summary>
public static class TorchNeurons
{
    /// <summary>Outputs <c>[T, B, C, ...]</c> and the states <c>[B, C, ...]</c> after the last step.</summary>
    /// <param name="currents">Input currents <c>[T, B, C, ...]</c>.</param>
    /// <param name="decays">The decay, <c>[1]</c> for all or <c>[C]</c>.</param>
    /// <param name="states">The carried states: the membrane, and of adaptive neurons the adaptation, <c>[B, C, ...]</c>.</param>
    /// <param name="neuron">What the neurons are; any kind with a state.</param>
    public static (Tensor Output, Tensor[] States) Run(Tensor currents, Tensor decays, IReadOnlyList<Tensor> states, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(decays);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(neuron);
        Tensor decay = decays.view([-1, .. Enumerable.Repeat(1L, Math.Max(0, (int)currents.dim() - 3))]); // [C, 1, ...]
        Tensor[] outputs = new Tensor[currents.shape[0]], carried = [.. states];
        for (int t = 0; t < outputs.Length; t++)
        {
            using Tensor current = currents.select(0, t);
            (outputs[t], carried) = neuron.Kind switch
            {
                NeuronKind.Integrator => Integrate(current, decay, carried[0]),
                NeuronKind.AdaptiveLif => StepAdaptive(current, decay, carried[0], carried[1], neuron),
                _ => Step(current, decay, carried[0], neuron),
            };
        }

        return (stack(outputs), carried);
    }

    private static (Tensor Output, Tensor[] States) Integrate(Tensor current, Tensor decay, Tensor membrane)
    {
        Tensor moved = current + membrane * decay;
        return (moved, [moved]);
    }

    private static (Tensor Output, Tensor[] States) Step(Tensor current, Tensor decay, Tensor membrane, NeuronGenotype neuron)
    {
        using Tensor charged = membrane + current, over = charged - neuron.Threshold;
        Tensor spike = SpikeStep.apply(over, neuron);
        using Tensor left = neuron.Reset == ResetKind.Hard ? charged * (1f - spike) : charged - spike * neuron.Threshold;
        return (spike, [left * decay]);
    }

    private static (Tensor Output, Tensor[] States) StepAdaptive(Tensor current, Tensor decay, Tensor membrane, Tensor adaptation, NeuronGenotype neuron)
    {
        using Tensor charged = membrane + current, raised = adaptation * neuron.AdaptationStep + neuron.Threshold, over = charged - raised;
        Tensor spike = SpikeStep.apply(over, neuron);
        using Tensor left = neuron.Reset == ResetKind.Hard ? charged * (1f - spike) : charged - spike * raised;
        return (spike, [left * decay, adaptation * neuron.AdaptationDecay + spike]);
    }

    /// <summary>The step function with the neuron's surrogate gradient.</summary>
    private sealed class SpikeStep : autograd.SingleTensorFunction<SpikeStep>
    {
        /// <inheritdoc/>
        public override string Name => nameof(SpikeStep);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("neuron", vars[1]);
            return x.gt((Scalar)0f).to(ScalarType.Float32);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            Tensor x = ctx.get_saved_variables()[0];
            NeuronGenotype neuron = (NeuronGenotype)ctx.get_data("neuron");
            return [grad_output * SurrogateGradient.Value(neuron.Surrogate, x, neuron.SurrogateTemperature), null!]; // no gradient for the neuron
        }
    }
}
