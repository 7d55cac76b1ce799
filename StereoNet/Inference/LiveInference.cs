using EventStereo.EventIO.Events;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Inference;

/// <summary>
/// Runs a network over a recording as a live system would: a step for each window, state carried, every window timed from its last
/// event to its map. The file stands for the cameras: reading it is in no time, nor is what the caller does with a map; while either
/// happens the recording's clock stands still.
/// </summary>
public static class LiveInference
{
    /// <summary>The windows of the recording, lazily and in order of time. Ends early, without an exception, once <paramref name="cancellation"/> is asked for.</summary>
    /// <param name="model">The network, on <paramref name="device"/>.</param>
    /// <param name="recording">What it sees.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="options">Which part, in which windows, at which pace.</param>
    /// <param name="losses">Takes the counts of events lost.</param>
    /// <param name="cancellation">Ends the stream.</param>
    public static IEnumerable<StreamedWindow> Run(
        StereoModel model, IEventRecording recording, Device device, StreamOptions options, EventLosses? losses = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.WarmUpWindows, nameof(options));
        return Iterate(model, recording, device, options, losses, cancellation);
    }

    private static IEnumerable<StreamedWindow> Iterate(
        StereoModel model, IEventRecording recording, Device device, StreamOptions options, EventLosses? losses, CancellationToken cancellation)
    {
        long windowUs = options.WindowUs ?? model.Config.Training.WindowUs;
        ArrivalSchedule schedule = new(options.BudgetMs ?? windowUs / 1e3);
        int index = 0;
        using WindowInference inference = new(model, recording.Sensor, device, windowUs);
        foreach (StereoWindow window in StereoWindows.ByTime(recording, windowUs, options.FromUs, options.ToUs, losses))
        {
            // A partial last window is there when it ends, like any other.
            bool warmUp = index++ < options.WarmUpWindows;
            if (options.RealTime && !warmUp)
            {
                cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(schedule.IdleMs(window.Span.ToUs)));
            }

            if (cancellation.IsCancellationRequested)
            {
                yield break;
            }

            PredictedWindow predicted = inference.Run(window);
            (double responseMs, bool onTime) = warmUp ? (double.NaN, true) : schedule.Add(window.Span.ToUs, predicted.Times.TotalMs);
            yield return new StreamedWindow(predicted, responseMs, onTime, warmUp);
        }
    }
}
