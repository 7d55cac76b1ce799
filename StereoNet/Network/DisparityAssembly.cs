using EventStereo.Search.Kernels;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// Sums the maps of <see cref="SplitMatching"/> to a volume over disparities, as one differentiable operation; the backward pass needs nothing of the
/// forward one but sizes.
/// </summary>
internal sealed class DisparityAssembly : autograd.SingleTensorFunction<DisparityAssembly>
{
    private const string Sizes = "sizes";
    private const string HasBias = "has bias";

    /// <inheritdoc/>
    public override string Name => nameof(DisparityAssembly);

    /// <summary>Arguments: left maps <c>[N, 9 Outputs, h, w]</c>, right maps <c>[N, 6 Outputs, h, w + 1]</c>, disparities, bias <c>[Outputs]</c> if there is one.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor left = ((Tensor)vars[0]).contiguous(), right = ((Tensor)vars[1]).contiguous();
        long[] shape = left.shape;
        AssemblySize size = new((int)shape[0], (int)shape[1] / SplitMatching.LeftMaps, (int)vars[2], (int)shape[2], (int)shape[3]);
        Tensor volume = empty([size.Samples, size.Outputs, size.Disparities, size.Height, size.Width]);
        ctx.save_data(Sizes, size);
        ctx.save_data(HasBias, vars.Length > 3);
        AssemblyKernel.Forward(size, TensorMemory.Floats(left), TensorMemory.Floats(right), vars.Length > 3 ? TensorMemory.Floats((Tensor)vars[3]) : [], TensorMemory.Floats(volume), get_num_threads());
        return volume;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        AssemblySize size = (AssemblySize)ctx.get_data(Sizes);
        Tensor gradient = grad_output.contiguous();
        Tensor left = zeros([size.Samples, SplitMatching.LeftMaps * size.Outputs, size.Height, size.Width]);
        Tensor right = zeros([size.Samples, SplitMatching.RightMaps * size.Outputs, size.Height, size.Width + 1]);
        AssemblyKernel.Backward(size, TensorMemory.Floats(gradient), TensorMemory.Floats(left), TensorMemory.Floats(right), get_num_threads());
        List<Tensor> gradients = [left, right, null!]; // the published API wants a null for an argument without a gradient
        if ((bool)ctx.get_data(HasBias))
        {
            gradients.Add(gradient.sum([0L, 2L, 3L, 4L]));
        }

        return gradients;
    }
}
