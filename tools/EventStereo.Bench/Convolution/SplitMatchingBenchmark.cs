using TorchSharp;

namespace EventStereo.Bench.Convolution;

/// <summary>The first matching convolution of the published network on MVSEC's images: split by camera against the plain form over the concatenated volume.</summary>
internal sealed class SplitMatchingBenchmark(string name, bool backward) : BenchmarkCase
{
    /// <summary>Forwards, and with the gradients.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
        [new SplitMatchingBenchmark("split-matching-convolution", false), new SplitMatchingBenchmark("split-matching-gradients", true)];

    public override string Bench => "conv";

    public override string Name => name;

    public override string Description =>
        $"features [1, {SplitMatchingWork.Channels}, {SplitMatchingWork.Height}, {SplitMatchingWork.Width}] of both cameras to {SplitMatchingWork.Outputs} channels over {SplitMatchingWork.Disparities} disparities{(backward ? ", and the gradients at features, weights and bias" : "")}";

    public override string Reference => "volume by concatenation and one 3-D convolution by direct summation";

    public override string ItemName => "multiply-adds of the plain form";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        torch.set_num_threads(settings.Threads);
        return new SplitMatchingWork(backward, settings);
    }
}
