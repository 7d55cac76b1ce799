using EventStereo.EventIO.Formats.Compression;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>The bytes of a file: read at any place, and unpacked piece by piece so that a packet's packed bytes are never held whole.</summary>
internal sealed class Aedat4Bytes : IDisposable
{
    private const int PieceBytes = 131_072;
    private readonly SafeFileHandle handle;
    private readonly byte[] piece = new byte[PieceBytes];
    private FrameUnpacker? unpacker;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public Aedat4Bytes(string path)
    {
        Path = path;
        handle = File.OpenHandle(path);
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its length when it was opened.</summary>
    public long Length { get; }

    /// <summary>Fills <paramref name="into"/> from a place; false if the file ends before.</summary>
    public bool TryRead(long offset, Span<byte> into) => Read(offset, into) == into.Length;

    /// <summary>Reads what there is from a place; the number of bytes.</summary>
    public int Read(long offset, Span<byte> into)
    {
        int count = 0;
        while (count < into.Length && RandomAccess.Read(handle, into[count..], offset + count) is int read and > 0)
        {
            count += read;
        }

        return count;
    }

    /// <summary>Unpacks one frame that takes exactly <paramref name="bytes"/> bytes, or copies them if they are not packed.</summary>
    /// <exception cref="InvalidDataException">The frame is damaged, ends elsewhere, or unpacks to more than the limit; the content holds what came before.</exception>
    /// <exception cref="DllNotFoundException">The distribution's library is not installed.</exception>
    public void Unpack(Aedat4Compression compression, long offset, long bytes, UnpackedBytes into)
    {
        into.Clear();
        FrameUnpacker? frames = compression == Aedat4Compression.None ? null : unpacker ??= Unpacker(compression);
        frames?.Reset();
        bool ended = false;
        for (long done = 0; done < bytes;)
        {
            Span<byte> room = piece.AsSpan(0, (int)Math.Min(PieceBytes, bytes - done));
            ReadOnlySpan<byte> packed = TryRead(offset + done, room) ? room : throw new InvalidDataException("is cut off by the end of the file");
            done += packed.Length;
            if (frames is null)
            {
                Copy(packed, into);
            }
            else
            {
                ended = frames.Unpack(ref packed, into);
                if (ended && (done < bytes || !packed.IsEmpty))
                {
                    throw new InvalidDataException($"has {bytes - done + packed.Length:N0} bytes behind its frame");
                }
            }
        }

        if (frames is not null && !ended)
        {
            throw new InvalidDataException("holds a frame that is cut off");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        unpacker?.Dispose();
        handle.Dispose();
    }

    private static FrameUnpacker Unpacker(Aedat4Compression compression) =>
        compression is Aedat4Compression.Lz4 or Aedat4Compression.Lz4High ? new Lz4Unpacker() : new ZstdUnpacker();

    private static void Copy(ReadOnlySpan<byte> bytes, UnpackedBytes into)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = into.Free();
            int count = Math.Min(room.Length, bytes.Length);
            if (count == 0)
            {
                throw new InvalidDataException($"holds more than {into.LimitBytes:N0} bytes");
            }

            bytes[..count].CopyTo(room);
            into.Commit(count);
            bytes = bytes[count..];
        }
    }
}
