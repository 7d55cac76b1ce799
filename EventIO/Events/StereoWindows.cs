namespace EventStereo.EventIO.Events;

/// <summary>
/// Cuts a recording into windows that its cameras share; of a recording of one camera the right batch stays empty. Windows come lazily, one pass over the file, and memory is one
/// window and a bounded buffer a camera. The batches of a window are reused: they hold until the next window is asked for.
/// Where <c>losses</c> is given, what both cameras lost is added to it when the enumeration ends.
/// </summary>
public static class StereoWindows
{
    /// <summary>
    /// Consecutive windows of <paramref name="windowUs"/>: the first begins at the earliest event of either camera (or
    /// <paramref name="fromUs"/>), the last, partial one is kept, and so are windows without events.
    /// </summary>
    /// <param name="recording">What is cut.</param>
    /// <param name="windowUs">Length of a window.</param>
    /// <param name="fromUs">Where the first window begins; null for the recording's beginning.</param>
    /// <param name="toUs">Where the last window ends at the latest; null for the recording's end.</param>
    /// <param name="losses">Takes the counts of what was lost.</param>
    public static IEnumerable<StereoWindow> ByTime(
        IEventRecording recording, long windowUs, long? fromUs = null, long? toUs = null, EventLosses? losses = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowUs);
        return Cut(recording, losses, fromUs, toUs, (span, cursors) =>
            span.FromUs >= (toUs ?? recording.ToUs) && (toUs is not null || !cursors.HasFrom(span.FromUs))
                ? null
                : new TimeWindow(span.FromUs, Math.Min(span.FromUs + windowUs, toUs ?? long.MaxValue)));
    }

    /// <summary>
    /// Consecutive windows of <paramref name="leftEvents"/> events of the left camera. A window ends just after its last left event,
    /// so events of that very microsecond belong to it too; the last window is partial and reaches to the recording's end.
    /// </summary>
    /// <param name="recording">What is cut.</param>
    /// <param name="leftEvents">Left events of a window.</param>
    /// <param name="fromUs">Where the first window begins; null for the recording's beginning.</param>
    /// <param name="toUs">Where the last window ends; null for the recording's end.</param>
    /// <param name="losses">Takes the counts of what was lost.</param>
    public static IEnumerable<StereoWindow> ByCount(
        IEventRecording recording, int leftEvents, long? fromUs = null, long? toUs = null, EventLosses? losses = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leftEvents);
        return Cut(recording, losses, fromUs, toUs, (span, cursors) =>
        {
            long endUs = toUs ?? recording.ToUs;
            return cursors.Left.TimeOf(span.FromUs, leftEvents - 1) is long lastUs
                ? new TimeWindow(span.FromUs, lastUs + 1)
                : cursors.HasFrom(span.FromUs) ? new TimeWindow(span.FromUs, Math.Max(endUs, span.FromUs + 1)) : null;
        });
    }

    /// <summary>
    /// One window <c>[t - windowUs, t)</c> for each end time t, such as the time stamps of ground truth. Windows may overlap and may
    /// reach beyond the recording.
    /// </summary>
    /// <param name="recording">What is cut.</param>
    /// <param name="endTimesUs">End times, in ascending order.</param>
    /// <param name="windowUs">Length of a window.</param>
    /// <param name="losses">Takes the counts of what was lost.</param>
    public static IEnumerable<StereoWindow> EndingAt(
        IEventRecording recording, IReadOnlyList<long> endTimesUs, long windowUs, EventLosses? losses = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(endTimesUs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowUs);
        for (int i = 1; i < endTimesUs.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(endTimesUs[i], endTimesUs[i - 1], nameof(endTimesUs));
        }

        return endTimesUs.Count == 0 ? [] : CutAt(recording, losses, endTimesUs, windowUs);
    }

    private static IEnumerable<StereoWindow> CutAt(IEventRecording recording, EventLosses? losses, IReadOnlyList<long> endTimesUs, long windowUs)
    {
        // Counted here, in the iterator, so that each enumeration begins anew.
        int next = 0;
        foreach (StereoWindow window in Cut(recording, losses, endTimesUs[0] - windowUs, endTimesUs[^1], (_, _) =>
            next < endTimesUs.Count ? new TimeWindow(endTimesUs[next] - windowUs, endTimesUs[next++]) : null))
        {
            yield return window;
        }
    }

    /// <summary>Yields windows until <paramref name="following"/> gives none; it is told the empty span at which the window before ended.</summary>
    private static IEnumerable<StereoWindow> Cut(
        IEventRecording recording, EventLosses? losses, long? fromUs, long? toUs, Func<TimeWindow, Cursors, TimeWindow?> following)
    {
        using Cursors cursors = new(recording, fromUs ?? long.MinValue, toUs ?? long.MaxValue);
        long atUs = fromUs ?? recording.FromUs;
        while (following(new TimeWindow(atUs, atUs), cursors) is TimeWindow span)
        {
            yield return new StereoWindow(span, cursors.Left.Slice(span), cursors.Right.Slice(span));
            atUs = span.ToUs;
        }

        losses?.Add(cursors.Left.Losses);
        losses?.Add(cursors.Right.Losses);
    }

    private sealed class Cursors : IDisposable
    {
        public Cursors(IEventRecording recording, long fromUs, long toUs)
        {
            Left = new EventCursor(recording.OpenEvents(CameraSide.Left, fromUs, toUs));
            Right = new EventCursor(recording.Cameras.Contains(CameraSide.Right) ? recording.OpenEvents(CameraSide.Right, fromUs, toUs) : new NoEvents(recording.Sensor));
        }

        public EventCursor Left { get; }

        public EventCursor Right { get; }

        public bool HasFrom(long timeUs) => Left.HasFrom(timeUs) || Right.HasFrom(timeUs);

        public void Dispose()
        {
            Left.Dispose();
            Right.Dispose();
        }
    }
}
