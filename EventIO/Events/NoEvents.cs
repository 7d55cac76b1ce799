namespace EventStereo.EventIO.Events;

/// <summary>The events of a camera that a recording does not have: none.</summary>
internal sealed class NoEvents(SensorSize sensor) : IEventSource
{
    public SensorSize Sensor => sensor;

    public EventLosses Losses { get; } = new();

    public int Read(EventBatch into, int maxEvents) => 0;

    public void Dispose()
    {
    }
}
