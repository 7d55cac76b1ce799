using EventStereo.Energy;
using EventStereo.Search.Ops;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>
/// Measures the operations of a stereo network while it runs: its layers and its cost volume. A correlated volume counts as a convolution of the
/// left spikes whose weights are the right features: each left spike reads and adds one value a disparity. Its spatial averaging counts as the
/// convolution that it is. A volume by concatenation copies, and the convolution after it
/// counts in its plain form: a network that is watched does not split it, see <see cref="SplitMatching"/>.
/// </summary>
public sealed class StereoEnergyProbe : IDisposable
{
    private readonly StereoNetworkConfig config;
    private readonly ActivityRecorder recorder;
    private readonly Action removeVolumeHook;

    /// <summary>Watches <paramref name="network"/> until disposed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="recorder">Takes the measurements.</param>
    /// <param name="foldsBatchNorm">Whether batch norms are folded into the weights.</param>
    public StereoEnergyProbe(StereoNetwork network, ActivityRecorder recorder, bool foldsBatchNorm = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        config = network.Config;
        this.recorder = recorder ?? throw new ArgumentNullException(nameof(recorder));
        Operations = new OperationProbe(network, recorder, foldsBatchNorm);
        CostVolume volume = network.children().OfType<CostVolume>().Single();
        var hook = volume.register_forward_pre_hook((_, left, right) =>
        {
            RecordVolume(left, right);
            return (left, right);
        });
        removeVolumeHook = hook.remove;
    }

    /// <summary>The observer to hand to the forward pass.</summary>
    public OperationProbe Operations { get; }

    /// <summary>Throws when a layer of the network saw no input.</summary>
    public void RequireComplete() => Operations.RequireComplete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Operations.Dispose();
        removeVolumeHook();
    }

    private void RecordVolume(Tensor left, Tensor right)
    {
        int channels = (int)left.shape[1], height = (int)left.shape[2], width = (int)left.shape[3], groups = config.CorrelationGroups;
        if (config.Volume == CostVolumeMode.Concatenate)
        {
            InputActivity read = Activity(left).Plus(Activity(right));
            recorder.RecordElementwise("volume", OperationKind.CostVolume, default, read, 2 * left.numel() * config.Disparities);
            return;
        }

        Operations.Record("volume", ConvolutionShape.Conv2d(channels, groups * config.Disparities, height, width, kernel: 1, groups: groups), left, OperationKind.CostVolume);
        if (config.VolumePooling > 1)
        {
            using Tensor volume = CostVolume.Correlate(left, right, config.Disparities, groups);
            int factor = config.VolumePooling;
            ConvolutionShape pooling = ConvolutionShape.Conv3d(groups, groups, new Extent(config.Disparities, height, width), new Extent(1, 3, 3), new Extent(1, factor, factor), new Extent(0, 1, 1), new Extent(1, 1, 1), groups);
            Operations.Record("volume.pooling", pooling, volume, OperationKind.CostVolume);
        }
    }

    private static InputActivity Activity(Tensor values)
    {
        using Tensor onCpu = values.detach().cpu().contiguous();
        return SynapticOperationCounter.CountValues(Search.Kernels.TensorMemory.Floats(onCpu));
    }
}
