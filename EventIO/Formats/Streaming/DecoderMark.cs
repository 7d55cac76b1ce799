namespace EventStereo.EventIO.Formats.Streaming;

/// <summary>A place in a file where decoding can begin: the offset of its next byte and what the decoder remembers there.</summary>
/// <param name="Offset">Byte offset in the file.</param>
/// <param name="State">Whatever the decoder needs besides, such as the high bits of the time; a value without references.</param>
internal readonly record struct DecoderMark(long Offset, Int128 State);
