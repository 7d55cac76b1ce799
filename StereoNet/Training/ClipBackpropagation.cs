using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Adds the gradient of one micro-batch of clips to that of the network's parameters, chunk after chunk of
/// <see cref="StereoTrainingConfig.TruncateWindows"/>: each chunk goes forwards from the membranes that the chunk before left, and backwards at once,
/// so that a graph holds one chunk's windows at a time and no gradient reaches over a chunk's beginning. In the loss, micro-batches and chunks count by
/// their loss pixels, so that their sum has the gradient of the mean over all pixels of the step; in the term of firing rates, by their windows.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="config">How it is trained.</param>
/// <param name="device">Where it is.</param>
/// <param name="synchronizes">Whether its batch norms are synchronised with those of other ranks, so that each pass here, backwards too, has its counterpart there.</param>
internal sealed class ClipBackpropagation(StereoNetwork network, StereoTrainingConfig config, Device device, bool synchronizes)
{
    private readonly FiringRate firing = new();

    /// <summary>Goes through <paramref name="batch"/>, one micro-batch of a step.</summary>
    /// <param name="batch">The clips.</param>
    /// <param name="lossShare">Its share of the step's loss pixels.</param>
    /// <param name="windowShare">Its share of the step's windows.</param>
    /// <param name="before">The membranes before it, which stay the caller's; null at rest.</param>
    /// <returns>Its part of the step's means, and, where state is carried from clip to clip, the membranes after it, which are the caller's.</returns>
    public (StepMeans Means, SpikingState? After) Add(StereoBatch batch, double lossShare, double windowShare, SpikingState? before)
    {
        int length = config.TruncateWindows == 0 ? batch.Windows : config.TruncateWindows;
        SpikingState? state = null;
        try
        {
            StepMeans means = default;
            for (int first = 0; first < batch.Windows; first += length)
            {
                StereoBatch chunk = batch.Slice(first, Math.Min(length, batch.Windows - first));
                double loss = lossShare * chunk.Pixels.Count / Math.Max(1, batch.Pixels.Count), windows = windowShare * chunk.Windows / batch.Windows;
                bool carries = config.CarryState || first + length < batch.Windows;
                (StepMeans part, SpikingState? after) = AddChunk(chunk, loss, windows, state ?? before, carries);
                means += part;
                state?.Dispose();
                state = after;
            }

            SpikingState? left = state;
            state = null;
            return (means, left);
        }
        finally
        {
            state?.Dispose();
        }
    }

    private (StepMeans Means, SpikingState? After) AddChunk(StereoBatch chunk, double lossShare, double windowShare, SpikingState? before, bool carries)
    {
        using DisposeScope scope = NewDisposeScope();
        firing.Restart();
        StateFlow flow = new(chunk.Windows, before, firing, config.Kernels);
        if (chunk.Pixels.Count == 0)
        {
            using IDisposable? forwardsOnly = synchronizes ? null : no_grad(); // nothing to learn here, but the membranes move on
            (Tensor left, Tensor right) = ClipLoss.Frames(chunk, device);
            Tensor similarities = network.Similarities(left, right, flow);
            if (synchronizes)
            {
                (similarities.sum() * 0f).backward(); // other ranks' pixels may depend on this one's statistics
            }

            return (new StepMeans(0, 0, windowShare * firing.Mean()), carries ? flow.Finish() : null);
        }

        ClipLoss loss = ClipLoss.Of(network, chunk, flow, config, device);
        SpikingState? after = carries ? flow.Finish() : null;
        Tensor? excess = config.RateWeight > 0 ? firing.Excess(config.TargetRate) : null;
        Tensor share = lossShare == 1 ? loss.Loss : loss.Loss * (float)lossShare;
        (excess is null ? share : share + excess * (float)(windowShare * config.RateWeight)).backward();
        return (new StepMeans(lossShare * loss.Loss.item<float>(), lossShare * loss.OnePixelErrorPercent(network.Config), windowShare * firing.Mean()), after);
    }
}
