using EventStereo.Cli.Shell;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Visualization;

namespace EventStereo.Cli.Commands;

/// <summary>The windows that <c>evs view</c> goes through: they end at the ground truth's time stamps where there is some, else they follow each other.</summary>
internal sealed class ViewFrames
{
    private readonly IEventRecording recording;
    private readonly TimeWindow interval;
    private readonly long windowUs;

    /// <param name="recording">The recording.</param>
    /// <param name="interval">The part of it.</param>
    /// <param name="windowUs">Length of a window.</param>
    /// <param name="truth">Its ground truth in that part; null for none.</param>
    public ViewFrames(IEventRecording recording, TimeWindow interval, long windowUs, DisparityTruth? truth)
    {
        this.recording = recording;
        this.interval = interval;
        this.windowUs = windowUs;
        Truth = truth;
        Count = truth?.TimesUs.Count ?? (int)Math.Min((interval.LengthUs + windowUs - 1) / windowUs, int.MaxValue);
    }

    /// <summary>The ground truth of the windows, by number; null for none.</summary>
    public DisparityTruth? Truth { get; }

    /// <summary>Number of windows.</summary>
    public int Count { get; }

    /// <summary>The windows, in order of time.</summary>
    public IEnumerable<StereoWindow> Windows(EventLosses losses) => Truth is null
        ? StereoWindows.ByTime(recording, windowUs, interval.FromUs, interval.ToUs, losses)
        : StereoWindows.EndingAt(recording, Truth.TimesUs, windowUs, losses);

    /// <summary>The windows to show at <paramref name="atUs"/>, or <paramref name="count"/> evenly spaced ones where no time is given.</summary>
    /// <exception cref="UsageException">A time lies outside the part, or there is no window.</exception>
    public IReadOnlyList<int> Choose(IReadOnlyList<long> atUs, int count)
    {
        if (Count == 0)
        {
            throw new UsageException($"{recording.Path}: no ground truth ends a whole window from {interval.FromUs} to {interval.ToUs}");
        }

        if (atUs.Count == 0)
        {
            return FrameChoice.Evenly(Count, count);
        }

        if (atUs.Any(timeUs => !interval.Contains(timeUs)))
        {
            throw new UsageException($"--at-us {atUs.First(timeUs => !interval.Contains(timeUs))}: not in {recording.Path} from {interval.FromUs} to {interval.ToUs}");
        }

        return [.. atUs.Select(timeUs => Truth is null ? FrameChoice.Containing(timeUs, interval.FromUs, windowUs) : FrameChoice.Nearest(timeUs, Truth.TimesUs)).Distinct().Order()];
    }
}
