namespace EventStereo.EventIO.Formats.Compression;

/// <summary>
/// Where a frame is unpacked to: memory that grows with what has really come out of the frame, whatever the frame claims, up to a
/// limit, and is kept for the next one.
/// </summary>
/// <param name="limitBytes">Most bytes that it holds.</param>
internal sealed class UnpackedBytes(int limitBytes)
{
    private const int FirstBytes = 65_536;
    private byte[] bytes = [];
    private int count;

    /// <summary>Most bytes that it holds.</summary>
    public int LimitBytes => limitBytes;

    /// <summary>Bytes of memory taken, for tests of the bound.</summary>
    public int ReservedBytes => bytes.Length;

    /// <summary>What has been unpacked.</summary>
    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, count);

    /// <summary>Forgets the content and keeps the memory.</summary>
    public void Clear() => count = 0;

    /// <summary>Room behind the content; empty at the limit.</summary>
    public Span<byte> Free()
    {
        if (count == bytes.Length && count < limitBytes)
        {
            Array.Resize(ref bytes, (int)Math.Min(limitBytes, Math.Max(FirstBytes, 2L * count)));
        }

        return bytes.AsSpan(count);
    }

    /// <summary>Takes the first <paramref name="length"/> bytes of <see cref="Free"/> as content.</summary>
    public void Commit(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(bytes.Length - count), nameof(length));
        count += length;
    }
}
