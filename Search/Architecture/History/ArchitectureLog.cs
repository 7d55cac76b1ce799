namespace EventStereo.Search.Architecture.History;

/// <summary>
/// How a search came to its architecture: <c>architecture.jsonl</c> of a run folder, JSON, version 1. The first line says what is searched, every other one holds an epoch's logits:
/// <c>{"epoch":1,"step":200,"genotype":"3f2a...","tables":{"feature.alpha":[[0.1,0.2,-0.3],...]}}</c>. Numbers are written so that they read back to the same bits. Every line is flushed
/// when it is written, so that a killed search loses no epoch; a last line without its newline is one that a kill tore, and is dropped.
/// </summary>
public sealed class ArchitectureLog : IDisposable
{
    /// <summary>Its name in a run folder.</summary>
    public const string FileName = "architecture.jsonl";

    /// <summary>Largest file that is read, in bytes.</summary>
    public const long MaxBytes = 256L << 20;

    private readonly FileStream stream;
    private readonly ArchitectureLogHeader header;
    private ArchitectureEpoch? last;

    private ArchitectureLog(FileStream stream, ArchitectureLogHeader header, ArchitectureEpoch? last) => (this.stream, this.header, this.last) = (stream, header, last);

    /// <summary>The last epoch written, 0 before the first.</summary>
    public int LastEpoch => last?.Epoch ?? 0;

    /// <summary>Starts a log.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ArchitectureLog Create(string path, ArchitectureLogHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArchitectureLog log = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read), header, null);
        log.Write(ArchitectureLogLines.Of(header));
        return log;
    }

    /// <summary>Goes on with a log after <paramref name="step"/>, the step of the checkpoint: later epochs and a torn last line are cut. Without a complete header it starts anew.</summary>
    /// <exception cref="InvalidDataException">A line up to that step is damaged, or another search wrote it.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static ArchitectureLog Resume(string path, ArchitectureLogHeader header, long step)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        byte[] bytes = File.Exists(path) ? Bytes(path) : [];
        if (!bytes.Contains((byte)'\n'))
        {
            return Create(path, header);
        }

        (ArchitectureHistory history, long length) = Parse(bytes, path, step);
        if (history.Header != header)
        {
            throw new InvalidDataException($"{path}: line 1 is of a search of other spaces or neurons; it cannot go on");
        }

        FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        stream.SetLength(length);
        stream.Position = length;
        return new ArchitectureLog(stream, header, history.Epochs.Count > 0 ? history.Epochs[^1] : null);
    }

    /// <summary>Reads the log <paramref name="path"/>, also one that is being written.</summary>
    /// <exception cref="InvalidDataException">A line is damaged; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ArchitectureHistory Read(string path) => Parse(Bytes(path), path, long.MaxValue).History;

    /// <summary>Writes one epoch; epochs and steps rise.</summary>
    /// <exception cref="ArgumentException">Not after the last one, or a table that the header does not declare in this size.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Append(ArchitectureEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        byte[] line = ArchitectureLogLines.Of(epoch, header);
        if (!Follows(last, epoch))
        {
            throw new ArgumentException($"epoch {epoch.Epoch} at step {epoch.Step} is not after epoch {last?.Epoch} at step {last?.Step}", nameof(epoch));
        }

        Write(line);
        last = epoch;
    }

    /// <summary>Puts all lines on the disk itself: a checkpoint must not outlive the lines before it.</summary>
    public void FlushToDisk() => stream.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static bool Follows(ArchitectureEpoch? before, ArchitectureEpoch after) => before is null || (after.Epoch > before.Epoch && after.Step > before.Step);

    private static byte[] Bytes(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length > MaxBytes)
        {
            throw new InvalidDataException($"{path}: {stream.Length} bytes are more than an architecture log may have ({MaxBytes})");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The lines through <paramref name="step"/> and their length in bytes.</summary>
    private static (ArchitectureHistory History, long Length) Parse(ReadOnlySpan<byte> bytes, string path, long step)
    {
        int start = bytes.IndexOf((byte)'\n') + 1;
        if (start == 0)
        {
            throw new InvalidDataException($"{path}: no complete line; an architecture log begins with what is searched");
        }

        ArchitectureLogHeader header = ArchitectureLogLines.Header(bytes[..(start - 1)], $"{path}: line 1");
        List<ArchitectureEpoch> epochs = [];
        for (int number = 2; bytes[start..].IndexOf((byte)'\n') is >= 0 and int length; number++)
        {
            ArchitectureEpoch epoch = ArchitectureLogLines.Epoch(bytes.Slice(start, length), header, $"{path}: line {number}");
            if (!Follows(epochs.Count > 0 ? epochs[^1] : null, epoch))
            {
                throw new InvalidDataException($"{path}: line {number}: epoch {epoch.Epoch} at step {epoch.Step} is not after the line before");
            }

            if (epoch.Step > step)
            {
                break;
            }

            epochs.Add(epoch);
            start += length + 1;
        }

        return (new ArchitectureHistory(header, epochs), start);
    }

    private void Write(byte[] line)
    {
        stream.Write([.. line, (byte)'\n']);
        stream.Flush();
    }
}
