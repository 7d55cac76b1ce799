namespace EventStereo.EventIO.Events;

/// <summary>Records of one stream that share a defect; they were passed over.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="FirstRow">Row of the first one in the stream, from 0.</param>
/// <param name="FirstAtUs">Time of the sound event before it; null if there is none.</param>
/// <param name="What">The first one in words.</param>
internal sealed record RawDefect(RawDefectKind Kind, long FirstRow, long? FirstAtUs, string What)
{
    /// <summary>Number of records.</summary>
    public long Count { get; set; } = 1;
}
