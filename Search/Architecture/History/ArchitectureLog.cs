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

    private readonly LineLog lines;
    private readonly ArchitectureLogHeader header;
    private ArchitectureEpoch? last;

    private ArchitectureLog(LineLog lines, ArchitectureLogHeader header, ArchitectureEpoch? last) => (this.lines, this.header, this.last) = (lines, header, last);

    /// <summary>The last epoch written, 0 before the first.</summary>
    public int LastEpoch => last?.Epoch ?? 0;

    /// <summary>Starts a log.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ArchitectureLog Create(string path, ArchitectureLogHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArchitectureLog log = new(LineLog.Create(path), header, null);
        log.lines.Append(ArchitectureLogLines.Of(header));
        return log;
    }

    /// <summary>Goes on with a log after <paramref name="step"/>, the step of the checkpoint: later epochs and a torn last line are cut. Without a complete header it starts anew.</summary>
    /// <exception cref="InvalidDataException">A line up to that step is damaged, or another search wrote it.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static ArchitectureLog Resume(string path, ArchitectureLogHeader header, long step)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        byte[] bytes = LineLog.Read(path, MaxBytes);
        if (!bytes.Contains((byte)'\n'))
        {
            return Create(path, header);
        }

        (ArchitectureHistory history, long length) = Parse(bytes, path, step);
        if (history.Header != header)
        {
            throw new InvalidDataException($"{path}: line 1 is of a search of other spaces or neurons; it cannot go on");
        }

        return new ArchitectureLog(LineLog.Resume(path, length), header, history.Epochs.Count > 0 ? history.Epochs[^1] : null);
    }

    /// <summary>Reads the log <paramref name="path"/>, also one that is being written.</summary>
    /// <exception cref="InvalidDataException">A line is damaged; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ArchitectureHistory Read(string path) => Parse(LineLog.Read(path, MaxBytes), path, long.MaxValue).History;

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

        lines.Append(line);
        last = epoch;
    }

    /// <summary>Puts all lines on the disk itself: a checkpoint must not outlive the lines before it.</summary>
    public void FlushToDisk() => lines.FlushToDisk();

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();

    private static bool Follows(ArchitectureEpoch? before, ArchitectureEpoch after) => before is null || (after.Epoch > before.Epoch && after.Step > before.Step);

    /// <summary>The lines through <paramref name="step"/> and their length in bytes.</summary>
    private static (ArchitectureHistory History, long Length) Parse(byte[] bytes, string path, long step)
    {
        ArchitectureLogHeader? header = null;
        List<ArchitectureEpoch> epochs = [];
        long length = 0;
        foreach ((int number, ReadOnlyMemory<byte> line, int next) in LineLog.Lines(bytes))
        {
            string place = $"{path}: line {number}";
            if (header is null)
            {
                header = ArchitectureLogLines.Header(line.Span, place);
            }
            else
            {
                ArchitectureEpoch epoch = ArchitectureLogLines.Epoch(line.Span, header, place);
                if (!Follows(epochs.Count > 0 ? epochs[^1] : null, epoch))
                {
                    throw new InvalidDataException($"{place}: epoch {epoch.Epoch} at step {epoch.Step} is not after the line before");
                }

                if (epoch.Step > step)
                {
                    break;
                }

                epochs.Add(epoch);
            }

            length = next;
        }

        return header is null
            ? throw new InvalidDataException($"{path}: no complete line; an architecture log begins with what is searched")
            : (new ArchitectureHistory(header, epochs), length);
    }
}
