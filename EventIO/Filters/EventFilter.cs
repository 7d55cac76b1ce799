using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// A filter of events: which stay, and where they go. It is applied by <see cref="FilteredRecording"/>, to each camera by itself, and gives the same events whatever the
/// size of the blocks read and whatever interval is asked for.
/// </summary>
public abstract record EventFilter
{
    /// <summary>Most pixels of a sensor that filters take, 4096 x 4096: some keep a time a pixel.</summary>
    public const long MaxPixels = 1L << 24;

    private protected EventFilter()
    {
    }

    /// <summary>What it is counted under, such as <c>backgroundActivity</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, with its parameters, for a record of what was done to a recording.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// How long before an interval the events must be looked at for the interval's own to be filtered as in the whole recording, in microseconds; null: from the
    /// recording's beginning.
    /// </summary>
    internal virtual long? LookbackUs => 0;

    /// <summary>Whether pixels move, so that what is known of the sensor's own pixels, such as rectification maps, no longer fits.</summary>
    internal virtual bool Reshapes => false;

    /// <summary>The sensor as it is after the filter.</summary>
    public virtual SensorSize Resize(SensorSize sensor) => sensor;

    /// <summary>Focal length and baseline as they are after the filter.</summary>
    public virtual StereoGeometry? Rescale(StereoGeometry? geometry) => geometry;

    /// <summary>Begins with a camera's first event.</summary>
    internal abstract IEventSieve Begin(CameraSide side, SensorSize sensor);
}
