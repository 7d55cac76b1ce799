using EventStereo.EventIO.Events;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Streaming;

/// <summary>A file of records of one size, read in blocks of whole records.</summary>
internal sealed class RecordBlocks : IDisposable
{
    private const int BlockRecords = 32_768;

    private readonly SafeFileHandle file;
    private readonly int recordBytes;
    private readonly byte[] block;

    /// <summary>Opens <paramref name="path"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="offset">Where the first one begins.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public RecordBlocks(string path, int recordBytes, long offset = 0)
    {
        file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        this.recordBytes = recordBytes;
        block = new byte[BlockRecords * recordBytes];
        Offset = offset;
    }

    /// <summary>Where the next block begins.</summary>
    public long Offset { get; set; }

    /// <summary>The next whole records, none at the end; the bytes of a part of a record behind them are counted in <paramref name="losses"/>.</summary>
    public ReadOnlySpan<byte> Next(EventLosses losses)
    {
        int bytes = 0;
        while (bytes < block.Length && RandomAccess.Read(file, block.AsSpan(bytes), Offset + bytes) is int read and > 0)
        {
            bytes += read;
        }

        Offset += bytes;
        int rest = bytes % recordBytes;
        losses.SkippedBytes += rest;
        return block.AsSpan(0, bytes - rest);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
