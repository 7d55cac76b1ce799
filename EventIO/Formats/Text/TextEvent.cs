using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>An event as a line states it: coordinates from 0, which may be off every sensor.</summary>
internal struct TextEvent
{
    /// <summary>Time in microseconds.</summary>
    public long TUs;

    /// <summary>Column, also a negative one or one beyond 65535.</summary>
    public long X;

    /// <summary>Row, likewise.</summary>
    public long Y;

    /// <summary>-1 or 1.</summary>
    public sbyte Polarity;

    /// <summary>The camera; the left one where lines name none.</summary>
    public CameraSide Camera;

    /// <summary>Whether the coordinates fit an <see cref="EventBatch"/>; no sensor is larger.</summary>
    public readonly bool CanBeOnSensor => ((X | Y) & ~0xFFFFL) == 0;
}
