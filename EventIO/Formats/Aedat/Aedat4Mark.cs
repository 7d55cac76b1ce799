namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>A packet where reading can begin.</summary>
/// <param name="Offset">Place of its header.</param>
/// <param name="BeforeUs">Latest time of the stream's packets before it.</param>
/// <param name="Packet">What it holds.</param>
internal readonly record struct Aedat4Mark(long Offset, long BeforeUs, Aedat4Span Packet);
