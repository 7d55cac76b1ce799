namespace EventStereo.EventIO.Events;

/// <summary>A recording whose events can also be had as the file holds them: in its order, off the sensor or not. For diagnosis.</summary>
internal interface IRawEventRecording : IEventRecording
{
    /// <summary>Whether the file or the caller states the sensor, rather than a default or the extents of the events.</summary>
    bool SensorIsStated { get; }

    /// <summary>Reach of the reorder buffer that <see cref="IEventRecording.OpenEvents"/> uses, in events.</summary>
    int ReorderEvents { get; }

    /// <summary>Name of a camera's stream of events, as in <see cref="IEventRecording.Streams"/>.</summary>
    string StreamName(CameraSide side);

    /// <summary>Opens all events of a camera as the file holds them.</summary>
    IRawEventSource OpenRaw(CameraSide side);
}
