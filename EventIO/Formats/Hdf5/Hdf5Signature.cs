namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// The eight bytes that open an HDF5 superblock, at offset 0 or 512, 1024, 2048, ... behind a user block
/// (HDF5 File Format Specification, II.A).
/// </summary>
internal static class Hdf5Signature
{
    private static ReadOnlySpan<byte> Bytes => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether the stream, which must be seekable, holds a superblock.</summary>
    public static bool IsIn(Stream stream) => Find(stream) is not null;

    /// <summary>Where the superblock of the stream, which must be seekable, begins; null if there is none.</summary>
    public static long? Find(Stream stream)
    {
        Span<byte> buffer = stackalloc byte[8];
        for (long offset = 0; offset + 8 <= stream.Length; offset = offset == 0 ? 512 : offset * 2)
        {
            stream.Position = offset;
            stream.ReadExactly(buffer);
            if (buffer.SequenceEqual(Bytes))
            {
                return offset;
            }
        }

        return null;
    }
}
