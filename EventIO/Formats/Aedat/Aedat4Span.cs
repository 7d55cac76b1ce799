namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>How many elements a packet holds, and the earliest and latest of their times, in the file's microseconds.</summary>
/// <param name="Count">Number of events, samples or images.</param>
/// <param name="FirstUs">Earliest time; meaningless without elements.</param>
/// <param name="LastUs">Latest time; meaningless without elements.</param>
internal readonly record struct Aedat4Span(long Count, long FirstUs, long LastUs)
{
    /// <summary>No elements.</summary>
    public static readonly Aedat4Span Empty = new(0, long.MaxValue, long.MinValue);
}
