namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>A vector of tables of a FlatBuffers message.</summary>
/// <param name="message">The message.</param>
/// <param name="start">Place of the first distance.</param>
/// <param name="count">Number of distances, all of which lie in the message.</param>
internal readonly ref struct FlatTables(ReadOnlySpan<byte> message, int start, int count)
{
    private readonly ReadOnlySpan<byte> message = message;

    /// <summary>Number of tables.</summary>
    public int Count { get; } = count;

    /// <summary>A table.</summary>
    /// <exception cref="InvalidDataException">It lies outside the message.</exception>
    public FlatTable this[int index] => new(message, FlatTable.Forward(message, start + (4 * index)));
}
