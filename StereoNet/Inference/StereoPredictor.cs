using System.Diagnostics;
using System.Runtime.Intrinsics;
using EventStereo.EventIO.Events;
using EventStereo.Search.Kernels;
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
    private readonly NeuronKernels kernels;
    private SpikingState? state;
    private Tensor? leftInput;
    private Tensor? rightInput;

    /// <summary>Prepares <paramref name="network"/>, which is on <paramref name="device"/>, for inference; an observer, if any, is told of its operations.</summary>
    public StereoPredictor(StereoNetwork network, Device device, IOperationObserver? observer = null, NeuronKernels kernels = NeuronKernels.Fused)
    {
        this.kernels = kernels;
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.device = device;
        this.observer = observer;
        network.eval();
    }

    /// <summary>How long the last inference took; its encoding, which was done elsewhere, counts 0.</summary>
    public StepTimes LastTimes { get; private set; }

    /// <summary>
    /// Disparity <c>[H, W]</c> in px of the left camera for signed event frames <c>[C, H, W]</c> of one window.
    /// </summary>
    public float[] Predict(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right, SensorSize size)
    {
        float[] disparityPx = new float[size.Pixels];
        Predict(left, right, size, disparityPx);
        return disparityPx;
    }

    /// <summary>The same into <paramref name="disparityPx"/>, <c>[H, W]</c>.</summary>
    /// <exception cref="ArgumentException">A frame is not of the network's channels and <paramref name="size"/>, or that is another size than the carried state's.</exception>
    public void Predict(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right, SensorSize size, Span<float> disparityPx)
    {
        long begun = Stopwatch.GetTimestamp();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        StateFlow flow = new(steps: 1, state, observer, kernels);
        Tensor similarities = network.Similarities(Fill(ref leftInput, left, size), Fill(ref rightInput, right, size), flow).cpu().contiguous(); // [1, D, h, w]
        SpikingState after = flow.Finish();
        state?.Dispose();
        state = after;
        double networkMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        long[] shape = similarities.shape;
        Observe(shape, size);
        begun = Stopwatch.GetTimestamp();
        ReadoutGrid grid = new(network.Config, (int)shape[1], (int)shape[2], (int)shape[3], size);
        ReadoutKernel.Run(TensorMemory.Floats(similarities), grid, disparityPx, get_num_threads());
        LastTimes = new StepTimes(0, networkMs, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    /// <summary>Forgets the membranes: the next window starts from rest.</summary>
    public void Reset()
    {
        state?.Dispose();
        state = null;
    }

    /// <summary>Frees the carried state and the input's memory; the network stays its owner's.</summary>
    public void Dispose()
    {
        Reset();
        leftInput?.Dispose();
        rightInput?.Dispose();
        leftInput = rightInput = null;
    }

    /// <summary>The read-out's operations, by its formulas: a chip would do them whatever our kernel fuses.</summary>
    private void Observe(long[] similarities, SensorSize size)
    {
        if (observer is null)
        {
            return;
        }

        long logits = (long)network.Config.Bins * size.Pixels;
        observer.OnReadout(ReadoutOperations.OfLogits(network.Config, similarities, size.Height, size.Width), similarities[1] * similarities[2] * similarities[3], logits);
        observer.OnReadout(ReadoutOperations.OfEstimate(network.Config, size), logits, size.Pixels);
    }

    /// <summary>The frame as a tensor <c>[1, C, H, W]</c> on the device, in memory that is kept from window to window.</summary>
    private Tensor Fill(ref Tensor? input, ReadOnlySpan<sbyte> frame, SensorSize size)
    {
        int channels = network.Config.InputChannels;
        if (frame.Length != channels * size.Pixels)
        {
            throw new ArgumentException($"{frame.Length} values for {channels} channels of {size}", nameof(frame));
        }

        long[] shape = [1L, channels, size.Height, size.Width];
        if (input is null || !input.shape.AsSpan().SequenceEqual(shape))
        {
            input?.Dispose();
            input = empty(shape).DetachFromDisposeScope();
        }

        Widen(frame, TensorMemory.Floats(input));
        return input.to(device);
    }

    private static void Widen(ReadOnlySpan<sbyte> from, Span<float> to)
    {
        int i = 0;
        for (; i <= from.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
        {
            (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Create(from.Slice(i, Vector128<sbyte>.Count)));
            (Vector128<int> first, Vector128<int> second) = Vector128.Widen(low);
            (Vector128<int> third, Vector128<int> fourth) = Vector128.Widen(high);
            Vector128.ConvertToSingle(first).CopyTo(to[i..]);
            Vector128.ConvertToSingle(second).CopyTo(to[(i + 4)..]);
            Vector128.ConvertToSingle(third).CopyTo(to[(i + 8)..]);
            Vector128.ConvertToSingle(fourth).CopyTo(to[(i + 12)..]);
        }

        for (; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }
}
