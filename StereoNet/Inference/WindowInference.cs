using System.Diagnostics;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Inference;

/// <summary>
/// One window after the other through a network, from events to disparity, the membranes carried on. Whoever predicts a recording,
/// in one go or as a stream, does it through this class, so that both get the same bits. Buffers are made once.
/// </summary>
public sealed class WindowInference : IDisposable
{
    private readonly StereoPredictor predictor;
    private readonly SensorSize sensor;
    private readonly int channels;
    private readonly long windowUs;
    private readonly sbyte[] left;
    private readonly sbyte[] right;
    private readonly float[] disparityPx;
    private readonly byte[] leftEvents;

    /// <summary>Begins at rest.</summary>
    /// <param name="model">The network, on <paramref name="device"/>.</param>
    /// <param name="sensor">Size of both cameras.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="windowUs">Length of a window; null for what the network was trained with.</param>
    public WindowInference(StereoModel model, SensorSize sensor, Device device, long? windowUs = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        predictor = new StereoPredictor(model.Network, device, kernels: model.Kernels);
        this.sensor = sensor;
        this.windowUs = windowUs ?? model.Config.Training.WindowUs;
        channels = model.Config.Network.InputChannels;
        left = new sbyte[channels * sensor.Pixels];
        right = new sbyte[channels * sensor.Pixels];
        disparityPx = new float[sensor.Pixels];
        leftEvents = new byte[sensor.Pixels];
    }

    /// <summary>The disparity of <paramref name="window"/>, the one after that of the last call; valid until the next call.</summary>
    public PredictedWindow Run(StereoWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);

        // A last, partial window keeps the length of a slice: its missing slices are empty, as the network has learnt them.
        TimeWindow span = new(window.Span.FromUs, window.Span.FromUs + windowUs);
        long begun = Stopwatch.GetTimestamp();
        StackingBasedOnTime.Encode(window.Left, span, sensor, channels, left);
        StackingBasedOnTime.Encode(window.Right, span, sensor, channels, right);
        double encodeMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        predictor.Predict(left, right, sensor, disparityPx);
        EventCount.Mark(window.Left, span, sensor, leftEvents);
        return new PredictedWindow(window, disparityPx, leftEvents, predictor.LastTimes with { EncodeMs = encodeMs });
    }

    /// <summary>Frees the carried state; the model stays its owner's.</summary>
    public void Dispose() => predictor.Dispose();
}
