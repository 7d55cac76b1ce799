using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>The loss of a batch of clips, with its graph. Tensors are the caller's scope's.</summary>
/// <param name="Loss">Sub-pixel cross-entropy over the loss pixels, nat, a scalar.</param>
/// <param name="Logits">At the loss pixels, <c>[P, bins]</c>.</param>
/// <param name="TruthPx">True disparities there, <c>[P]</c>.</param>
internal sealed record ClipLoss(Tensor Loss, Tensor Logits, Tensor TruthPx)
{
    /// <summary>Left and right frames of <paramref name="batch"/>, <c>[T B, C, H, W]</c>.</summary>
    public static (Tensor Left, Tensor Right) Frames(StereoBatch batch, Device device)
    {
        long[] shape = [(long)batch.Windows * batch.Samples, batch.Channels, batch.Height, batch.Width];
        return (tensor(batch.Left, shape).to(device), tensor(batch.Right, shape).to(device));
    }

    /// <summary>Passes <paramref name="batch"/>, which has loss pixels, through <paramref name="network"/>.</summary>
    public static ClipLoss Of(StereoNetwork network, StereoBatch batch, StateFlow flow, StereoTrainingConfig config, Device device)
    {
        (Tensor left, Tensor right) = Frames(batch, device);
        Tensor truth = tensor(batch.DisparityPx).to(device); // [P]
        Tensor logits = DisparityReadout.LogitsAt(network.Similarities(left, right, flow), network.Config, batch.Pixels); // [P, bins]
        return new ClipLoss(SubpixelCrossEntropy.Loss(logits, truth, network.Config.BinStepPx, config.TargetScalePx), logits, truth);
    }

    /// <summary>Percentage of the loss pixels whose sub-pixel read-out is more than 1 px off.</summary>
    public double OnePixelErrorPercent(StereoNetworkConfig network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor disparity = DisparityReadout.Estimate(Logits.detach().unsqueeze(2).unsqueeze(3), network).view(-1);
        return 100.0 * (disparity - TruthPx).abs().gt((Scalar)1f).to(ScalarType.Float32).mean().item<float>();
    }
}
