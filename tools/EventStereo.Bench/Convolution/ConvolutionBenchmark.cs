using TorchSharp;

namespace EventStereo.Bench.Convolution;

/// <summary>A layer of the networks, forwards alone or with its gradients: direct summation against libtorch's convolution.</summary>
internal sealed class ConvolutionBenchmark(string name, ConvolutionLayer layer, bool backward, string reference) : BenchmarkCase
{
    /// <summary>The cases. Which of libtorch's ways a shape takes is libtorch's choice; the reference says which.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        new ConvolutionBenchmark("conv3d-forward", new ConvolutionLayer(12, 12, 12, 32, 24, 32), false, OneDnn),
        new ConvolutionBenchmark("conv3d-backward", new ConvolutionLayer(12, 12, 12, 32, 24, 32), true, OneDnn),
        new ConvolutionBenchmark("conv3d-half-forward", new ConvolutionLayer(12, 24, 8, 16, 12, 16), false, OneDnn),
        new ConvolutionBenchmark("conv3d-half-backward", new ConvolutionLayer(12, 24, 8, 16, 12, 16), true, OneDnn),
        new ConvolutionBenchmark("conv3d-batch1-forward", new ConvolutionLayer(1, 24, 8, 16, 33, 44), false, Slow),
        new ConvolutionBenchmark("conv3d-batch1-backward", new ConvolutionLayer(1, 24, 8, 16, 33, 44), true, Slow),
        new ConvolutionBenchmark("conv3d-stream-forward", new ConvolutionLayer(1, 12, 12, 32, 66, 88), false, OneDnn),
        new ConvolutionBenchmark("conv3d-published-forward", new ConvolutionLayer(1, 48, 24, 21, 88, 116), false, OneDnn),
        new ConvolutionBenchmark("conv3d-published-backward", new ConvolutionLayer(1, 48, 24, 21, 88, 116), true, OneDnn),
        new ConvolutionBenchmark("conv2d-forward", new ConvolutionLayer(24, 12, 12, 48, 64), false, OneDnn2d),
        new ConvolutionBenchmark("conv2d-backward", new ConvolutionLayer(24, 12, 12, 48, 64), true, OneDnn2d),
        new ConvolutionBenchmark("conv2d-half-forward", new ConvolutionLayer(200, 24, 24, 16, 16), false, OneDnn2d),
        new ConvolutionBenchmark("conv2d-half-backward", new ConvolutionLayer(200, 24, 24, 16, 16), true, OneDnn2d),
        new ConvolutionBenchmark("conv2d-quarter-forward", new ConvolutionLayer(200, 36, 36, 8, 8), false, OneDnn2d),
        new ConvolutionBenchmark("conv2d-quarter-backward", new ConvolutionLayer(200, 36, 36, 8, 8), true, OneDnn2d),
    ];

    private const string OneDnn = "libtorch's 3-D convolution by oneDNN";
    private const string OneDnn2d = "libtorch's 2-D convolution by oneDNN";
    private const string Slow = "libtorch's 3-D convolution, at this shape slow_conv3d";

    public override string Bench => "conv";

    public override string Name => name;

    public override string Description => $"a convolution of 3 in each dimension, {layer}{(backward ? ", and the gradients at input, weights and bias" : "")}";

    public override string Limit => "as many multiply-adds on registers alone, as many threads";

    public override string Reference => reference;

    public override string ItemName => "multiply-adds";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        torch.set_num_threads(settings.Threads);
        return new ConvolutionWork(layer with { Samples = settings.Scaled(layer.Samples) }, backward, settings);
    }
}
