using EventStereo.Search.Kernels;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// A convolution that keeps the size, as one differentiable operation over <see cref="DirectConvolution"/>. For the backward pass it keeps the input and
/// the weights alone.
/// </summary>
internal sealed class ConvolutionFunction : autograd.SingleTensorFunction<ConvolutionFunction>
{
    private const string InputWanted = "input gradient wanted";

    /// <inheritdoc/>
    public override string Name => nameof(ConvolutionFunction);

    /// <summary>The output without a record for gradients: <paramref name="input"/> <c>[N, Inputs, (D,) H, W]</c>, <paramref name="weight"/> <c>[Outputs, Inputs, kernel...]</c>.</summary>
    public static Tensor Run(Tensor input, Tensor weight, Tensor? bias)
    {
        Tensor maps = input.contiguous(), kernel = weight.contiguous();
        ConvolutionSize size = SizeOf(maps, kernel);
        long[] shape = maps.shape;
        shape[1] = size.Outputs;
        Tensor output = empty(shape);
        DirectConvolution.Forward(size, TensorMemory.Floats(maps), TensorMemory.Floats(kernel), bias is null ? [] : TensorMemory.Floats(bias), TensorMemory.Floats(output), get_num_threads());
        return output;
    }

    /// <summary>Arguments: input <c>[N, Inputs, (D,) H, W]</c>, weight <c>[Outputs, Inputs, kernel...]</c>, bias <c>[Outputs]</c> if there is one.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor input = (Tensor)vars[0], weight = (Tensor)vars[1];
        ctx.save_for_backward([input, weight]);
        ctx.save_data(InputWanted, input.requires_grad);
        ctx.save_data(nameof(vars), vars.Length);
        return Run(input, weight, vars.Length > 2 ? (Tensor)vars[2] : null);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor input = saved[0].contiguous(), weight = saved[1].contiguous(), gradient = grad_output.contiguous();
        ConvolutionSize size = SizeOf(input, weight);
        int threads = get_num_threads();
        Tensor? inputGradient = null;
        if ((bool)ctx.get_data(InputWanted))
        {
            inputGradient = empty_like(input);
            DirectConvolution.InputGradient(size, TensorMemory.Floats(gradient), TensorMemory.Floats(weight), TensorMemory.Floats(inputGradient), threads);
        }

        Tensor weightGradient = empty_like(weight);
        DirectConvolution.WeightGradient(size, TensorMemory.Floats(input), TensorMemory.Floats(gradient), TensorMemory.Floats(weightGradient), threads);
        List<Tensor> gradients = [inputGradient!, weightGradient]; // the published API wants a null for an argument without a gradient
        if ((int)ctx.get_data("vars") > 2)
        {
            gradients.Add(gradient.sum([0L, .. Enumerable.Range(2, gradient.shape.Length - 2)]));
        }

        return gradients;
    }

    private static ConvolutionSize SizeOf(Tensor input, Tensor weight)
    {
        int[] maps = Array.ConvertAll(input.shape, checked(side => (int)side)), kernel = Array.ConvertAll(weight.shape, side => (int)side);
        return maps.Length == 5
            ? new ConvolutionSize(maps[0], maps[1], kernel[0], maps[2], maps[3], maps[4], kernel[2], kernel[3], kernel[4])
            : new ConvolutionSize(maps[0], maps[1], kernel[0], 1, maps[2], maps[3], 1, kernel[2], kernel[3]);
    }
}
