using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// A sequence of neurons as one differentiable operation: currents <c>[T B, C, ...]</c> to outputs of the same shape, the loop over time inside a kernel.
/// Carried states take part forwards only: no gradient flows between calls (truncated back-propagation through time).
/// </summary>
internal sealed class FusedNeurons : autograd.SingleTensorFunction<FusedNeurons>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedNeurons);

    /// <summary>Outputs for <paramref name="currents"/>, entered into the graph where there is one.</summary>
    public static Tensor Run(Tensor currents, Tensor decays, NeuronSequence sequence)
    {
        if (is_grad_enabled() && (currents.requires_grad || decays.requires_grad))
        {
            return apply(currents, decays, sequence);
        }

        Tensor contiguous = currents.contiguous();
        return Output(contiguous, decays, sequence);
    }

    /// <summary>Arguments: currents <c>[T B, C, ...]</c>, decays <c>[1]</c> or <c>[C]</c>, <see cref="NeuronSequence"/>.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor currents = ((Tensor)vars[0]).contiguous(), decays = (Tensor)vars[1];
        NeuronSequence sequence = (NeuronSequence)vars[2];
        ctx.save_for_backward(sequence.Neuron.Kind == NeuronKind.Integrator ? [decays] : [decays, currents, .. sequence.Before]); // a linear neuron's gradient needs nothing else
        ctx.save_data("sequence", sequence with { Before = [], After = [] });
        ctx.save_data("learns", decays.requires_grad);
        return Output(currents, decays, sequence);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor decays = saved[0], outputGradient = grad_output.contiguous(), currentGradient = empty_like(outputGradient);
        NeuronSequence sequence = (NeuronSequence)ctx.get_data("sequence");
        Tensor? decayGradient = (bool)ctx.get_data("learns") ? empty_like(decays) : null;
        Backward(
            sequence with { Before = [.. saved.Skip(2)] }, TensorMemory.Floats(outputGradient), NeuronSequence.Memory(saved, 1), TensorMemory.Floats(currentGradient),
            TensorMemory.Floats(decays), decayGradient is null ? [] : TensorMemory.Floats(decayGradient));
        return [currentGradient, decayGradient!, null!]; // the published API wants a null for an argument without a gradient
    }

    /// <summary>Outputs from currents, <c>[T B, C, ...]</c> each, in the kernel of the kind; both may be the same memory.</summary>
    internal static void Forward(NeuronSequence sequence, ReadOnlySpan<float> currents, Span<float> outputs, ReadOnlySpan<float> decays)
    {
        ReadOnlySpan<float> before = NeuronSequence.Memory(sequence.Before, 0);
        Span<float> after = TensorMemory.Floats(sequence.After[0]);
        switch (sequence.Neuron.Kind)
        {
            case NeuronKind.Integrator:
                IntegratorKernel.Forward(sequence.Layout, currents, before, after, outputs, decays);
                break;
            case NeuronKind.AdaptiveLif:
                AdaptiveLifKernel.Forward(
                    sequence.Layout, currents, before, NeuronSequence.Memory(sequence.Before, 1), after, TensorMemory.Floats(sequence.After[1]), outputs, decays, sequence.Neuron);
                break;
            default:
                LifKernel.Forward(sequence.Layout, currents, before, after, outputs, decays, sequence.Neuron);
                break;
        }
    }

    /// <summary>
    /// Gradients at the currents from those at the outputs, <c>[T B, C, ...]</c> each, and at the decays unless that is empty. A linear neuron needs no currents; of the others
    /// <paramref name="currents"/> and <paramref name="currentGradient"/> may be the same memory.
    /// </summary>
    internal static void Backward(
        NeuronSequence sequence, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> currents, Span<float> currentGradient, ReadOnlySpan<float> decays, Span<float> decayGradient)
    {
        ReadOnlySpan<float> before = NeuronSequence.Memory(sequence.Before, 0);
        switch (sequence.Neuron.Kind)
        {
            case NeuronKind.Integrator:
                IntegratorKernel.Backward(sequence.Layout, outputGradient, currentGradient, decays);
                break;
            case NeuronKind.AdaptiveLif:
                AdaptiveLifKernel.Backward(sequence.Layout, outputGradient, currents, before, NeuronSequence.Memory(sequence.Before, 1), currentGradient, decays, sequence.Neuron);
                break;
            default:
                LifKernel.Backward(sequence.Layout, outputGradient, currents, before, currentGradient, decays, decayGradient, sequence.Neuron);
                break;
        }
    }

    private static Tensor Output(Tensor currents, Tensor decays, NeuronSequence sequence)
    {
        Tensor output = empty_like(currents);
        Forward(sequence, TensorMemory.Floats(currents), TensorMemory.Floats(output), TensorMemory.Floats(decays));
        return output;
    }
}
