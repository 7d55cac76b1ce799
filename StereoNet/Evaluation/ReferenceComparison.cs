using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>
/// Scores methods on a real recording that has no depth, against one dominant disparity a window, with two controls that a
/// method which really matches the cameras must pass: shifting the right camera's columns moves the answer by as much, and
/// delaying its events until the scene has changed takes the answer away.
/// </summary>
/// <param name="recording">The recording, both cameras on one clock.</param>
/// <param name="reference">Its windows in time order.</param>
public sealed class ReferenceComparison(IEventRecording recording, IReadOnlyList<ReferenceDisparity> reference)
{
    /// <summary>Length of a window, µs.</summary>
    public long WindowUs { get; init; } = EventIO.Encoding.StackingBasedOnTime.DefaultWindowUs;

    /// <summary>SBT channels of a window.</summary>
    public int Channels { get; init; } = EventIO.Encoding.StackingBasedOnTime.DefaultChannels;

    /// <summary>A median within this of the reference is right, px.</summary>
    public float TolerancePx { get; init; } = 3f;

    /// <summary>Columns by which the right camera's events are moved to the left; the reference grows by as much. Events that leave the sensor are lost.</summary>
    public int RightShiftPx { get; init; }

    /// <summary>Time by which the right camera's events are taken later than the left's, µs.</summary>
    public long RightDelayUs { get; init; }

    /// <summary>Runs <paramref name="method"/> over all windows in order, from rest, and scores those whose reference is usable.</summary>
    public ReferenceEvaluation Score(IStereoMethod method, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ReferenceEvaluation evaluation = new(TolerancePx);
        method.Reset();
        for (int i = 0; i < reference.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            StereoFrames frames = Frames(new TimeWindow(reference[i].FromUs, reference[i].FromUs + WindowUs));
            float[] disparityPx = method.Estimate(frames);
            float median = DisparityMetrics.MedianAtEvents(disparityPx, frames.LeftEvents());
            evaluation.Add(median, reference[i] with { DisparityPx = reference[i].DisparityPx + RightShiftPx });
            progress?.Report((i + 1.0) / reference.Count);
        }

        return evaluation;
    }

    /// <summary>Median disparity at the left camera's event pixels over the whole recording's windows, NaN where there is no answer: for recordings with one known disparity.</summary>
    public static float MedianDisparityPx(IEventRecording recording, IStereoMethod method, long windowUs, int channels, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(method);
        method.Reset();
        List<float> medians = [];
        foreach (StereoWindow window in StereoWindows.ByTime(recording, windowUs))
        {
            cancellation.ThrowIfCancellationRequested();
            StereoFrames frames = StereoFrames.From(window, recording.Sensor, channels);
            float median = DisparityMetrics.MedianAtEvents(method.Estimate(frames), frames.LeftEvents());
            if (float.IsFinite(median))
            {
                medians.Add(median);
            }
        }

        return DisparityMetrics.Median(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(medians));
    }

    private StereoFrames Frames(TimeWindow window)
    {
        EventBatch left = Read(CameraSide.Left, window, 0, 0), right = Read(CameraSide.Right, window, RightDelayUs, RightShiftPx);
        return StereoFrames.From(left, right, window, recording.Sensor, Channels);
    }

    private EventBatch Read(CameraSide side, TimeWindow window, long delayUs, int shiftPx)
    {
        using IEventSource source = recording.OpenEvents(side, window.FromUs + delayUs, window.ToUs + delayUs);
        EventBatch read = new();
        while (source.Read(read, 1 << 16) > 0)
        {
        }

        if (delayUs == 0 && shiftPx == 0)
        {
            return read;
        }

        EventBatch moved = new(read.Count);
        for (int i = 0; i < read.Count; i++)
        {
            if (read.X[i] >= shiftPx)
            {
                moved.Add(read.TUs[i] - delayUs, (ushort)(read.X[i] - shiftPx), read.Y[i], read.Polarity[i]);
            }
        }

        return moved;
    }
}
