using EventStereo.EventIO.Events;
using EventStereo.Search.Kernels;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Inference;

/// <summary>Random similarities, which have a clear best bin at every pixel, to disparities.</summary>
internal sealed class ReadoutWork : BenchmarkWork
{
    private readonly StereoNetworkConfig config;
    private readonly SensorSize size;
    private readonly int threads;
    private readonly ReadoutGrid grid;
    private readonly Tensor similarities; // [1, D, h, w]
    private readonly float[] disparityPx;

    public ReadoutWork(StereoNetworkConfig config, SensorSize size, BenchmarkSettings settings)
    {
        this.config = config;
        this.size = size;
        threads = settings.Threads;
        set_num_threads(settings.Threads);
        int rows = ((size.Height - 1 + config.VolumeStride - 1) / config.VolumeStride) + 1, columns = ((size.Width - 1 + config.VolumeStride - 1) / config.VolumeStride) + 1;
        random.manual_seed(settings.Seed);
        similarities = (randn(1, config.Disparities, rows, columns) * 3f).DetachFromDisposeScope();
        grid = new ReadoutGrid(config, config.Disparities, rows, columns, size);
        disparityPx = new float[size.Pixels];
    }

    public override long Items => size.Pixels;

    public override int Repeats => 10;

    public override void Ours() => ReadoutKernel.Run(TensorMemory.Floats(similarities), grid, disparityPx, threads);

    public override void Reference()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        _ = Read(DisparityReadout.Logits(similarities, config, size.Height, size.Width));
    }

    public override void Verify()
    {
        using DisposeScope scope = NewDisposeScope();
        Ours();
        Tensor logits = DisparityReadout.Logits(similarities, config, size.Height, size.Width);
        ReadoutAgreement.Require(disparityPx, Read(logits), logits, config.BinStepPx);
    }

    protected override void Dispose(bool disposing)
    {
        similarities.Dispose();
        base.Dispose(disposing);
    }

    private float[] Read(Tensor logits) => DisparityReadout.SubpixelMap(logits, config.BinStepPx).data<float>().ToArray();
}
