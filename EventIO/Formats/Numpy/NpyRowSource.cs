namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>The rows of one array of a file, read in order a block at a time.</summary>
internal sealed class NpyRowSource : IDisposable
{
    private const int SkipBytes = 1 << 16;
    private readonly Stream stream;
    private readonly long start;
    private byte[] buffer = [];
    private long next;

    /// <param name="stream">At the array's beginning; closed with this.</param>
    /// <param name="length">Bytes of the array, header included.</param>
    /// <param name="name">File and entry, for messages.</param>
    public NpyRowSource(Stream stream, long length, string name)
    {
        this.stream = stream;
        Name = name;
        start = stream.CanSeek ? stream.Position : 0;
        Rows = Guarded(() => NpyRows.Read(stream, length, name));
    }

    /// <summary>File and entry.</summary>
    public string Name { get; }

    /// <summary>What the header says.</summary>
    public NpyRows Rows { get; }

    /// <summary>The next rows, valid until the next call.</summary>
    /// <exception cref="InvalidDataException">There are fewer: the array does not unpack.</exception>
    public ReadOnlySpan<byte> Read(int rows)
    {
        int bytes = checked(rows * Rows.RowBytes);
        if (buffer.Length < bytes)
        {
            buffer = new byte[bytes];
        }

        Fill(bytes);
        next += rows;
        return buffer.AsSpan(0, bytes);
    }

    /// <summary>Goes on from a row that is not before the present one, unless the stream can go back.</summary>
    public void Seek(long row)
    {
        if (stream.CanSeek)
        {
            stream.Position = start + Rows.HeaderBytes + (row * Rows.RowBytes);
            next = row;
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(row, next);
        buffer = buffer.Length < SkipBytes ? new byte[SkipBytes] : buffer;
        for (long left = (row - next) * Rows.RowBytes; left > 0; left -= buffer.Length)
        {
            Fill((int)Math.Min(left, buffer.Length));
        }

        next = row;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Fill(int bytes) => Guarded(() => stream.ReadAtLeast(buffer.AsSpan(0, bytes), bytes, throwOnEndOfStream: false) == bytes
        ? true
        : throw new InvalidDataException($"{Name}: ends after row {next:N0} of {Rows.Count:N0}"));

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException failure) when (!failure.Message.StartsWith(Name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{Name}: does not unpack: {failure.Message}", failure);
        }
    }
}
