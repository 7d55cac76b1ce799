using EventStereo.Energy;
using EventStereo.Search.Kernels;
using EventStereo.Search.Ops;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>
/// Measures the operations of a stereo network while it runs: its convolutions and its cost volume. A correlated volume
/// counts as a convolution of the left spikes whose weights are the right features: each left spike reads and adds one
/// value a disparity. Its spatial averaging counts as the convolution that it is. Resampling, read-out and batch norm
/// (folded) are not counted, as in the literature.
/// </summary>
public sealed class StereoEnergyProbe : IDisposable
{
    private readonly ConvolutionProbe convolutions;
    private readonly StereoNetworkConfig config;
    private readonly ActivityRecorder recorder;
    private readonly Action removeVolumeHook;

    /// <summary>Watches <paramref name="network"/> until disposed.</summary>
    public StereoEnergyProbe(StereoNetwork network, ActivityRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(network);
        config = network.Config;
        this.recorder = recorder ?? throw new ArgumentNullException(nameof(recorder));
        convolutions = new ConvolutionProbe(network, recorder);
        CostVolume volume = network.children().OfType<CostVolume>().Single();
        var hook = volume.register_forward_pre_hook((_, left, right) =>
        {
            RecordVolume(left, right);
            return (left, right);
        });
        removeVolumeHook = hook.remove;
    }

    /// <summary>Throws when a convolution of the network saw no input.</summary>
    public void RequireComplete() => convolutions.RequireComplete();

    /// <inheritdoc/>
    public void Dispose()
    {
        convolutions.Dispose();
        removeVolumeHook();
    }

    private void RecordVolume(Tensor left, Tensor right)
    {
        if (config.Volume == CostVolumeMode.Concatenate)
        {
            return; // moves spikes, computes nothing
        }

        int channels = (int)left.shape[1], height = (int)left.shape[2], width = (int)left.shape[3], groups = config.CorrelationGroups;
        using Tensor spikes = left.detach().cpu().contiguous();
        recorder.Record("volume", ConvolutionShape.Conv2d(channels, groups * config.Disparities, height, width, kernel: 1, groups: groups), TensorMemory.Floats(spikes));
        if (config.VolumePooling > 1)
        {
            using Tensor volume = CostVolume.Correlate(left, right, config.Disparities, groups).detach().cpu().contiguous();
            int factor = config.VolumePooling;
            ConvolutionShape pooling = ConvolutionShape.Conv3d(groups, groups, new Extent(config.Disparities, height, width), new Extent(1, 3, 3), new Extent(1, factor, factor), new Extent(0, 1, 1), new Extent(1, 1, 1), groups);
            recorder.Record("volume.pooling", pooling, TensorMemory.Floats(volume));
        }
    }
}
