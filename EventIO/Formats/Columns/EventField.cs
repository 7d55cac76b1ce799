namespace EventStereo.EventIO.Formats.Columns;

/// <summary>What a column of a table of events holds.</summary>
internal enum EventField
{
    /// <summary>Something that is passed over.</summary>
    Other,

    /// <summary>The time.</summary>
    Time,

    /// <summary>The pixel's column.</summary>
    X,

    /// <summary>The pixel's row.</summary>
    Y,

    /// <summary>The polarity.</summary>
    Polarity,

    /// <summary>The camera of a stereo pair.</summary>
    Camera,
}
