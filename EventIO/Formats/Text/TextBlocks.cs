namespace EventStereo.EventIO.Formats.Text;

/// <summary>
/// A text in blocks of whole lines, each line ended by a line feed, the last one too. A block is at most <see cref="MaxBytes"/>; a line
/// that is longer is passed over and its bytes are counted.
/// </summary>
internal sealed class TextBlocks : IDisposable
{
    /// <summary>Bytes of the longest block, and of the longest line that is read.</summary>
    public const int MaxBytes = 1 << 20;

    private readonly FileStream stream;
    private readonly byte[] buffer;
    private int given;
    private int filled;
    private bool ended;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Where its first line of data begins.</param>
    public TextBlocks(string path, long offset)
    {
        stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

        // One byte more than the file: room for the line feed that its last line may lack.
        buffer = new byte[Math.Clamp(stream.Length - offset + 1, 1, MaxBytes)];
        Seek(offset);
    }

    /// <summary>Byte offset of the next block.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes of lines that were too long.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Lines that were too long.</summary>
    public long SkippedLines { get; private set; }

    /// <summary>The next block, valid until the next call; empty at the end.</summary>
    public ReadOnlySpan<byte> Next()
    {
        while (true)
        {
            Fill();
            int end = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (end == 0 && ended && filled > 0 && filled < buffer.Length)
            {
                // The file does not end with a line feed.
                Offset += filled;
                buffer[filled++] = (byte)'\n';
                given = filled;
                return buffer.AsSpan(0, filled);
            }

            if (end > 0 || filled == 0)
            {
                given = end;
                Offset += end;
                return buffer.AsSpan(0, end);
            }

            SkipLine();
        }
    }

    /// <summary>Goes on at the beginning of a line.</summary>
    public void Seek(long offset)
    {
        stream.Position = offset;
        Offset = offset;
        given = filled = 0;
        ended = false;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Fill()
    {
        buffer.AsSpan(given, filled - given).CopyTo(buffer);
        filled -= given;
        given = 0;
        int read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
        filled += read;
        ended = filled < buffer.Length;
    }

    /// <summary>Passes over a line of which the buffer holds nothing but a part.</summary>
    private void SkipLine()
    {
        SkippedLines++;
        int end;
        do
        {
            end = buffer.AsSpan(0, filled).IndexOf((byte)'\n') + 1;
            given = end > 0 ? end : filled;
            SkippedBytes += given;
            Offset += given;
            if (end == 0)
            {
                Fill();
            }
        }
        while (end == 0 && filled > 0);
    }
}
