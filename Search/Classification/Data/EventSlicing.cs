namespace EventStereo.Search.Classification.Data;

/// <summary>How a recording is cut into frames.</summary>
public enum EventSlicing
{
    /// <summary>Slices of equal duration, from the first event to the last.</summary>
    ByTime,

    /// <summary>Slices of equally many events.</summary>
    ByCount,
}
