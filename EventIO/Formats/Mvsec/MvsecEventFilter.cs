using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Which rows of an event table count, on which clock, and where what is lost is counted.</summary>
internal sealed record MvsecEventFilter(SensorSize Sensor, double OriginSeconds, long FromUs, long ToUs, EventLosses Losses)
{
    /// <summary>For a look at single columns: nothing is left out and nothing counted.</summary>
    public static MvsecEventFilter Everything => new(SensorSize.Davis346, 0, long.MinValue, long.MaxValue, new EventLosses());
}
