namespace EventStereo.EventIO.Formats.Columns;

/// <summary>A unit of time, by the power of ten that takes it to microseconds.</summary>
internal enum TimeUnit
{
    /// <summary>1 ns is 10^-3 us.</summary>
    Nanoseconds = -3,

    /// <summary>The unit of every time here.</summary>
    Microseconds = 0,

    /// <summary>1 ms is 10^3 us.</summary>
    Milliseconds = 3,

    /// <summary>1 s is 10^6 us.</summary>
    Seconds = 6,
}
