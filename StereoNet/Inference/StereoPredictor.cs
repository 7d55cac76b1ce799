using EventStereo.EventIO.Events;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Inference;

/// <summary>
/// Streaming inference: one window of both cameras in, one disparity map out, the membranes carried from window to window
/// until <see cref="Reset"/>. One instance serves one recording at a time.
/// </summary>
public sealed class StereoPredictor : IDisposable
{
    private readonly StereoNetwork network;
    private readonly Device device;
    private readonly IOperationObserver? observer;
    private SpikingState? state;

    /// <summary>Prepares <paramref name="network"/>, which is on <paramref name="device"/>, for inference; an observer, if any, is told of its operations.</summary>
    public StereoPredictor(StereoNetwork network, Device device, IOperationObserver? observer = null)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.device = device;
        this.observer = observer;
        network.eval();
    }

    /// <summary>
    /// Disparity <c>[H, W]</c> in px of the left camera for signed event frames <c>[C, H, W]</c> of one window.
    /// </summary>
    public float[] Predict(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right, SensorSize size)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        StateFlow flow = new(steps: 1, state, observer);
        Tensor logits = network.call(ToTensor(left, size), ToTensor(right, size), flow); // [1, bins, H, W]
        SpikingState after = flow.Finish();
        state?.Dispose();
        state = after;
        observer?.OnReadout(ReadoutOperations.OfSubpixelMap(network.Config, size), logits.numel(), size.Pixels);
        Tensor disparity = DisparityReadout.SubpixelMap(logits, network.Config.BinStepPx);
        return disparity.cpu().data<float>().ToArray();
    }

    /// <summary>Forgets the membranes: the next window starts from rest.</summary>
    public void Reset()
    {
        state?.Dispose();
        state = null;
    }

    /// <summary>Frees the carried state; the network stays its owner's.</summary>
    public void Dispose() => Reset();

    private Tensor ToTensor(ReadOnlySpan<sbyte> frame, SensorSize size)
    {
        float[] values = new float[frame.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = frame[i];
        }

        return tensor(values, [1L, frame.Length / size.Pixels, size.Height, size.Width]).to(device);
    }
}
