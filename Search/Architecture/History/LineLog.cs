namespace EventStereo.Search.Architecture.History;

/// <summary>
/// A file that grows a line at a time while a run goes on, which the logs of runs have in common: every line is flushed when it is written, so that a killed run loses none; a last line
/// without its newline is one that a kill tore, and is not there; a resumed run cuts the lines that its checkpoint does not know of.
/// </summary>
public sealed class LineLog : IDisposable
{
    private readonly FileStream stream;

    private LineLog(FileStream stream) => this.stream = stream;

    /// <summary>Starts an empty log.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static LineLog Create(string path) => new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));

    /// <summary>Goes on with a log after its first <paramref name="length"/> bytes, which are whole lines; the rest is cut.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static LineLog Resume(string path, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        stream.SetLength(length);
        stream.Position = length;
        return new LineLog(stream);
    }

    /// <summary>The bytes of a log, also of one that is being written; none where there is no file.</summary>
    /// <exception cref="InvalidDataException">It is larger than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, long maxBytes)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length > maxBytes)
        {
            throw new InvalidDataException($"{path}: {stream.Length} bytes are more than such a log may have ({maxBytes})");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The complete lines without their newlines, with their numbers from 1 and where the next one begins.</summary>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Line, int Next)> Lines(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        int start = 0;
        for (int number = 1; Array.IndexOf(bytes, (byte)'\n', start) is >= 0 and int end; number++)
        {
            yield return (number, bytes.AsMemory(start, end - start), end + 1);
            start = end + 1;
        }
    }

    /// <summary>Writes one line, which holds no newline.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        stream.Write([.. line, (byte)'\n']);
        stream.Flush();
    }

    /// <summary>Puts all lines on the disk itself: a checkpoint must not outlive the lines before it.</summary>
    public void FlushToDisk() => stream.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
