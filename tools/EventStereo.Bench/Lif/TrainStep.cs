using TorchSharp;

namespace EventStereo.Bench.Lif;

/// <summary>A training step of the stereo network at the configuration of the shipped weights, which is made for two processors.</summary>
internal sealed class TrainStep : BenchmarkCase
{
    public override string Bench => "lif";

    public override string Name => "train-step";

    public override string Description => "one training step of the stereo network of weights/stereo-small: 4 clips of 3 windows of 96 x 128 pixels, forwards, backwards, AdamW";

    public override string Reference => "the same step with neurons from tensor operations and libtorch's own convolutions";

    public override string ItemName => "windows";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        torch.set_num_threads(settings.Threads);
        return new TrainStepWork(settings.Scaled(4), settings.Seed);
    }
}
