namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>What a decoder of EVT 3.0 remembers from word to word; the default value is a stream's beginning.</summary>
public struct Evt3State
{
    /// <summary>Microseconds of the last TIME_HIGH that was believed: 4096 times its value, wraps added.</summary>
    public long HighUs { get; set; }

    /// <summary>The last TIME_LOW, 0 to 4095 us; 0 after a TIME_HIGH of another value.</summary>
    public ushort LowUs { get; set; }

    /// <summary>The last ADDR_Y: the row.</summary>
    public ushort Row { get; set; }

    /// <summary>Column of bit 0 of the next vector word.</summary>
    public ushort VectorColumn { get; set; }

    /// <summary>Polarity of vector words, -1 or 1; 0 before the first VECT_BASE_X.</summary>
    public sbyte VectorPolarity { get; set; }

    /// <summary>What of the above is known.</summary>
    internal Evt3Known Known { get; set; }
}
