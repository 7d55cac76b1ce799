namespace EventStereo.EventIO.Events;

/// <summary>
/// The events of one camera, read forward in time order with every pixel on the sensor. What had to be dropped or
/// reordered for that is counted in <see cref="Losses"/>.
/// </summary>
public interface IEventSource : IDisposable
{
    /// <summary>Size of the camera's pixel array.</summary>
    SensorSize Sensor { get; }

    /// <summary>Counts so far.</summary>
    EventLosses Losses { get; }

    /// <summary>Appends the next events, at most <paramref name="maxEvents"/>, to <paramref name="into"/>; their number, 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message names the place.</exception>
    int Read(EventBatch into, int maxEvents);
}
