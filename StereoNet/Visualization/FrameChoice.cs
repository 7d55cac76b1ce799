namespace EventStereo.StereoNet.Visualization;

/// <summary>Which windows of a recording a sheet shows.</summary>
public static class FrameChoice
{
    /// <summary>The middles of <paramref name="count"/> equal parts of <paramref name="windows"/> windows, by number; all of them where there are no more.</summary>
    public static IReadOnlyList<int> Evenly(int windows, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return windows <= count
            ? [.. Enumerable.Range(0, windows)]
            : [.. Enumerable.Range(0, count).Select(i => (int)(((2L * i) + 1) * windows / (2L * count)))];
    }

    /// <summary>The window that contains <paramref name="timeUs"/>, by number, where windows of <paramref name="windowUs"/> follow each other from <paramref name="fromUs"/>.</summary>
    public static int Containing(long timeUs, long fromUs, long windowUs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeUs, fromUs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowUs);
        return (int)Math.Min((timeUs - fromUs) / windowUs, int.MaxValue);
    }

    /// <summary>The nearest of <paramref name="timesUs"/>, by number; the earlier of two.</summary>
    /// <param name="timeUs">The time looked for.</param>
    /// <param name="timesUs">Times in rising order, such as those of ground truth; at least one.</param>
    public static int Nearest(long timeUs, IReadOnlyList<long> timesUs)
    {
        ArgumentNullException.ThrowIfNull(timesUs);
        ArgumentOutOfRangeException.ThrowIfZero(timesUs.Count, nameof(timesUs));
        return Enumerable.Range(0, timesUs.Count).MinBy(i => Math.Abs(timesUs[i] - timeUs));
    }
}
