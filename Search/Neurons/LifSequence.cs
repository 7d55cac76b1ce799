using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// The LIF sequence as one differentiable operation: currents <c>[T B, ...]</c> to spikes <c>[T B, ...]</c>, the loop over time
/// inside <see cref="LifKernel"/>. The carried membrane takes part forwards only: no gradient flows between calls
/// (truncated back-propagation through time).
/// </summary>
internal sealed class LifSequence : autograd.SingleTensorFunction<LifSequence>
{
    /// <inheritdoc/>
    public override string Name => nameof(LifSequence);

    /// <summary>Arguments: currents <c>[T B, ...]</c>, membrane <c>[B, ...]</c> (changed in place), <see cref="NeuronGenotype"/>.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor currents = ((Tensor)vars[0]).contiguous();
        Tensor membrane = (Tensor)vars[1];
        NeuronGenotype neuron = (NeuronGenotype)vars[2];
        Tensor spikes = empty_like(currents);
        Tensor charged = empty_like(currents);
        LifKernel.Forward(TensorMemory.Floats(currents), TensorMemory.Floats(membrane), TensorMemory.Floats(spikes), TensorMemory.Floats(charged), neuron);
        ctx.save_for_backward([charged]);
        ctx.save_data("neuron", neuron);
        ctx.save_data("steps", (int)(currents.shape[0] / membrane.shape[0]));
        return spikes;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        Tensor charged = ctx.get_saved_variables()[0];
        Tensor spikeGradient = grad_output.contiguous();
        Tensor currentGradient = empty_like(charged);
        LifKernel.Backward(TensorMemory.Floats(spikeGradient), TensorMemory.Floats(charged), (int)ctx.get_data("steps"), TensorMemory.Floats(currentGradient), (NeuronGenotype)ctx.get_data("neuron"));
        return [currentGradient, null!, null!]; // the published API wants a null for an argument without a gradient
    }
}
