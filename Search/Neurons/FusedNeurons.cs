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
        ctx.save_for_backward([currents, decays, .. sequence.Before]);
        ctx.save_data("sequence", sequence with { Before = [], After = [] });
        ctx.save_data("learns", decays.requires_grad);
        return Output(currents, decays, sequence);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor currents = saved[0], decays = saved[1], outputGradient = grad_output.contiguous(), currentGradient = empty_like(currents);
        Tensor? decayGradient = (bool)ctx.get_data("learns") ? empty_like(decays) : null;
        NeuronSequence sequence = (NeuronSequence)ctx.get_data("sequence");
        Span<float> ofDecays = decayGradient is null ? [] : TensorMemory.Floats(decayGradient);
        LifKernel.Backward(
            sequence.Layout, TensorMemory.Floats(outputGradient), TensorMemory.Floats(currents), NeuronSequence.Memory(saved, 2),
            TensorMemory.Floats(currentGradient), TensorMemory.Floats(decays), ofDecays, sequence.Neuron);
        return [currentGradient, decayGradient!, null!]; // the published API wants a null for an argument without a gradient
    }

    private static Tensor Output(Tensor currents, Tensor decays, NeuronSequence sequence)
    {
        Tensor output = empty_like(currents);
        LifKernel.Forward(
            sequence.Layout, TensorMemory.Floats(currents), NeuronSequence.Memory(sequence.Before, 0), TensorMemory.Floats(sequence.After[0]),
            TensorMemory.Floats(output), TensorMemory.Floats(decays), sequence.Neuron);
        return output;
    }
}
