namespace EventStereo.EventIO.Formats.Compression;

/// <summary>
/// Unpacks a compressed frame that is handed over piece by piece. A frame says itself where it ends. It is not trusted: what it unpacks
/// to is bounded by the buffer, and a step without progress is damage, not a wait.
/// </summary>
internal abstract class FrameUnpacker : IDisposable
{
    /// <summary>Most bytes that a frame may ask the library to look back over; the library reserves them.</summary>
    protected const int MaxWindowLog = 26;

    /// <summary>Begins a frame, whatever became of the one before.</summary>
    public abstract void Reset();

    /// <summary>Unpacks until the piece is used up or the frame ends.</summary>
    /// <param name="packed">The next piece; what follows the frame's end is left in it.</param>
    /// <param name="into">Takes what comes out.</param>
    /// <returns>Whether the frame has ended.</returns>
    /// <exception cref="InvalidDataException">The frame is damaged, or unpacks to more than the buffer's limit.</exception>
    public bool Unpack(ref ReadOnlySpan<byte> packed, UnpackedBytes into)
    {
        while (true)
        {
            Span<byte> room = into.Free();
            bool ended = Step(packed, room, out int consumed, out int produced);
            packed = packed[consumed..];
            into.Commit(produced);
            if (ended)
            {
                return true;
            }

            // Room left over means that the library holds nothing back.
            if (packed.IsEmpty && produced < room.Length)
            {
                return false;
            }

            if (consumed == 0 && produced == 0)
            {
                throw new InvalidDataException(room.IsEmpty
                    ? $"unpacks to more than {into.LimitBytes:N0} bytes"
                    : "does not unpack: the frame goes neither on nor to an end");
            }
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>One call of the library; whether the frame has ended.</summary>
    /// <exception cref="InvalidDataException">The library finds the frame damaged.</exception>
    protected abstract bool Step(ReadOnlySpan<byte> packed, Span<byte> room, out int consumed, out int produced);
}
