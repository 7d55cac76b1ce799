using EventStereo.Search.Training.Parallel;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// A convolution followed by batch norm, in two or three dimensions: spikes <c>[N, Cin, ...]</c> to an input current
/// <c>[N, Cout, ...]</c>. At inference the batch norm folds into the convolution's weights, so it costs no operation.
/// </summary>
public sealed class ConvNorm : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> conv;
    private readonly nn.Module<Tensor, Tensor> norm;

    /// <summary>Makes a <paramref name="kernel"/>-wide convolution with padding that keeps the size at stride 1.</summary>
    public ConvNorm(int dimensions, long inputs, long outputs, int kernel = 3, int stride = 1, bool bias = true)
        : base(nameof(ConvNorm))
    {
        (conv, norm) = dimensions switch
        {
            _ when stride == 1 && dimensions is 2 or 3 => ((nn.Module<Tensor, Tensor>)new SameConvolution(dimensions, inputs, outputs, kernel, bias), dimensions == 2 ? (nn.Module<Tensor, Tensor>)nn.BatchNorm2d(outputs) : nn.BatchNorm3d(outputs)),
            2 => (nn.Conv2d(inputs, outputs, kernel_size: kernel, stride: stride, padding: kernel / 2, bias: bias), nn.BatchNorm2d(outputs)),
            3 => (nn.Conv3d(inputs, outputs, kernel_size: kernel, stride: stride, padding: kernel / 2, bias: bias), nn.BatchNorm3d(outputs)),
            _ => throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "2 or 3"),
        };
        nn.init.kaiming_normal_(((Convolution)conv).weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        RegisterComponents();
    }

    /// <summary>The ranks of a data-parallel run whose batches the batch norm takes as one while it trains; null keeps to this process's own.</summary>
    public IRankExchange? Ranks { get; set; }

    /// <summary>Whether the batch norm is synchronised with that of other ranks.</summary>
    internal bool Synchronizes => Ranks is { Ranks: > 1 };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor current = conv.call(input);
        return training && Synchronizes ? SynchronizedBatchNorm.Normalize((BatchNorm)norm, current, Ranks!) : norm.call(current); // synchronises: it has them
    }
}
