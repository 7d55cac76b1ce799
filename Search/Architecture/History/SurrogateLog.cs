namespace EventStereo.Search.Architecture.History;

/// <summary>
/// How the surrogate gradients of a training evolved: <c>surrogates.jsonl</c> of a run folder, JSON, version 1. The first line names the layers, every other one holds their surrogates from a
/// step on: <c>{"step":200,"families":["dspike"],"temperatures":[3.2],"weights":[0.41]}</c>. As for <see cref="ArchitectureLog"/>, lines are flushed when written, a torn last one is dropped, and any
/// other damage is refused.
/// </summary>
public sealed class SurrogateLog : IDisposable
{
    /// <summary>Its name in a run folder.</summary>
    public const string FileName = "surrogates.jsonl";

    /// <summary>Largest file that is read, in bytes.</summary>
    public const long MaxBytes = 256L << 20;

    private readonly LineLog lines;
    private readonly IReadOnlyList<string> layers;
    private long last;

    private SurrogateLog(LineLog lines, IReadOnlyList<string> layers, long last) => (this.lines, this.layers, this.last) = (lines, layers, last);

    /// <summary>Starts a log.</summary>
    /// <exception cref="ArgumentException">No layer, a name twice, or more than a log may have.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static SurrogateLog Create(string path, IReadOnlyList<string> layers)
    {
        byte[] header = SurrogateLogLines.OfHeader(layers);
        SurrogateLog log = new(LineLog.Create(path), [.. layers], -1);
        log.lines.Append(header);
        return log;
    }

    /// <summary>Goes on with a log after <paramref name="step"/>, the last step that the checkpoint has done, from 0: what was found after it and a torn last line are cut. Without a complete first line it starts anew.</summary>
    /// <exception cref="InvalidDataException">A line up to that step is damaged, or of other layers.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static SurrogateLog Resume(string path, IReadOnlyList<string> layers, long step)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        byte[] bytes = LineLog.Read(path, MaxBytes);
        if (!bytes.Contains((byte)'\n'))
        {
            return Create(path, layers);
        }

        (SurrogateHistory history, long length) = Parse(bytes, path, step);
        return history.Layers.SequenceEqual(layers)
            ? new SurrogateLog(LineLog.Resume(path, length), [.. layers], history.Steps.Count > 0 ? history.Steps[^1].Step : -1)
            : throw new InvalidDataException($"{path}: line 1 is of a training of other layers; it cannot go on");
    }

    /// <summary>Reads the log <paramref name="path"/>, also one that is being written.</summary>
    /// <exception cref="InvalidDataException">A line is damaged; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SurrogateHistory Read(string path) => Parse(LineLog.Read(path, MaxBytes), path, long.MaxValue).History;

    /// <summary>The step of the last line, -1 before the first.</summary>
    public long LastStep => last;

    /// <summary>Writes one step; steps rise.</summary>
    /// <exception cref="ArgumentException">Not after the last one, or of another number of layers.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Append(SurrogateStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        byte[] line = SurrogateLogLines.Of(step, layers);
        if (step.Step <= last)
        {
            throw new ArgumentException($"step {step.Step} is not after {last}", nameof(step));
        }

        lines.Append(line);
        last = step.Step;
    }

    /// <summary>Puts all lines on the disk itself: a checkpoint must not outlive the lines before it.</summary>
    public void FlushToDisk() => lines.FlushToDisk();

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();

    /// <summary>The lines through <paramref name="step"/> and their length in bytes.</summary>
    private static (SurrogateHistory History, long Length) Parse(byte[] bytes, string path, long step)
    {
        IReadOnlyList<string>? layers = null;
        List<SurrogateStep> steps = [];
        long length = 0;
        foreach ((int number, ReadOnlyMemory<byte> line, int next) in LineLog.Lines(bytes))
        {
            string place = $"{path}: line {number}";
            if (layers is null)
            {
                layers = SurrogateLogLines.Header(line.Span, place);
            }
            else
            {
                SurrogateStep read = SurrogateLogLines.Step(line.Span, layers, place);
                if (steps.Count > 0 && read.Step <= steps[^1].Step)
                {
                    throw new InvalidDataException($"{place}: step {read.Step} is not after the line before");
                }

                if (read.Step > step)
                {
                    break;
                }

                steps.Add(read);
            }

            length = next;
        }

        return layers is null
            ? throw new InvalidDataException($"{path}: no complete line; a log of surrogates begins with its layers")
            : (new SurrogateHistory(layers, steps), length);
    }
}
