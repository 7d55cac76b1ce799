using EventStereo.Search.Architecture;
using EventStereo.Search.Surrogates;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// The LIF sequence from plain tensor operations, step by step, for any device: what the fused kernel is compared with and
/// what runs where the kernel does not.
/// </summary>
public static class TorchLif
{
    /// <summary>Spikes <c>[T, B, ...]</c> and the carried membrane <c>[B, ...]</c> for currents <c>[T, B, ...]</c>.</summary>
    public static (Tensor Spikes, Tensor Membrane) Run(Tensor currents, Tensor membrane, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(membrane);
        ArgumentNullException.ThrowIfNull(neuron);
        Tensor[] spikes = new Tensor[currents.shape[0]];
        for (int t = 0; t < spikes.Length; t++)
        {
            using Tensor current = currents.select(0, t), charged = membrane + current, over = charged - neuron.Threshold;
            spikes[t] = SpikeStep.apply(over, neuron);
            using Tensor left = neuron.Reset == ResetKind.Hard ? charged * (1f - spikes[t]) : charged - spikes[t] * neuron.Threshold;
            membrane = left * neuron.Decay;
        }

        return (stack(spikes), membrane);
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
