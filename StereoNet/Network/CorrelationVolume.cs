using EventStereo.Search.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// A correlation volume with its pooling as one differentiable operation over <see cref="CorrelationKernel"/>. For the backward pass it keeps the features alone; tensor operations
/// keep a shifted copy of the right features for every disparity and the volume before pooling.
/// </summary>
internal sealed class CorrelationVolume : autograd.SingleTensorFunction<CorrelationVolume>
{
    private const string Sizes = "sizes";

    /// <inheritdoc/>
    public override string Name => nameof(CorrelationVolume);

    /// <summary>Whether it is there for features <c>[N, C, h, w]</c>: float32 on the CPU, and a volume whose bytes can be counted in 31 bits.</summary>
    public static bool Takes(Tensor features, int disparities, int groups) =>
        features.device.type == DeviceType.CPU && features.dtype == ScalarType.Float32 && features.numel() > 0 && features.shape[1] % groups == 0
        && Math.Max(features.numel(), features.numel() / features.shape[1] * groups * disparities) <= int.MaxValue / sizeof(float);

    /// <summary>Features <c>[N, C, h, w]</c> of both cameras to <c>[N, G, D, h', w']</c>, every <paramref name="pooling"/>-th pixel.</summary>
    public static Tensor Run(Tensor left, Tensor right, int disparities, int groups, int pooling)
    {
        long[] shape = left.shape;
        if (!right.shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException($"features of both cameras are of one size, not [{string.Join(", ", shape)}] and [{string.Join(", ", right.shape)}]", nameof(right));
        }

        CorrelationSize size = new((int)shape[0], (int)shape[1], groups, disparities, (int)shape[2], (int)shape[3], pooling);
        return is_grad_enabled() && (left.requires_grad || right.requires_grad) ? apply(left, right, size) : Compute(left, right, size);
    }

    /// <summary>Arguments: left and right features <c>[N, C, h, w]</c>, <see cref="CorrelationSize"/>.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor left = ((Tensor)vars[0]).contiguous(), right = ((Tensor)vars[1]).contiguous();
        CorrelationSize size = (CorrelationSize)vars[2];
        ctx.save_for_backward([left, right]);
        ctx.save_data(Sizes, size);
        return Compute(left, right, size);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        CorrelationSize size = (CorrelationSize)ctx.get_data(Sizes);
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor gradient = grad_output.contiguous(), left = empty_like(saved[0]), right = empty_like(saved[1]);
        CorrelationKernel.Backward(
            size, TensorMemory.Floats(saved[0]), TensorMemory.Floats(saved[1]), TensorMemory.Floats(gradient), TensorMemory.Floats(left), TensorMemory.Floats(right), get_num_threads());
        return [left, right, null!]; // the published API wants a null for an argument without a gradient
    }

    private static Tensor Compute(Tensor left, Tensor right, CorrelationSize size)
    {
        using Tensor one = left.contiguous(), other = right.contiguous();
        Tensor volume = empty([size.Samples, size.Groups, size.Disparities, size.VolumeHeight, size.VolumeWidth]);
        CorrelationKernel.Forward(size, TensorMemory.Floats(one), TensorMemory.Floats(other), TensorMemory.Floats(volume), get_num_threads());
        return volume;
    }
}
