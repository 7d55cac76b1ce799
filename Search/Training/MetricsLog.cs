using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventStereo.Search.Architecture.History;

namespace EventStereo.Search.Training;

/// <summary>
/// The metrics of a run, one JSON object a line, as in <c>{"step":3,"loss":1.25}</c>. Every line is flushed when it is written,
/// so that a killed run loses nothing before its last step. Numbers that JSON cannot hold are null.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private const double MostSteps = 1L << 53; // a double holds them all

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LineLog lines;
    private readonly ArrayBufferWriter<byte> line = new();

    private MetricsLog(LineLog lines, long lastStep)
    {
        this.lines = lines;
        LastStep = lastStep;
    }

    /// <summary>The last step written, -1 before the first.</summary>
    public long LastStep { get; private set; }

    /// <summary>Starts an empty log.</summary>
    public static MetricsLog Create(string path) => new(LineLog.Create(path), -1);

    /// <summary>Goes on with a log after <paramref name="step"/>, the step of the checkpoint: later lines and a torn last one are cut.</summary>
    /// <exception cref="InvalidDataException">A line up to that step is damaged.</exception>
    public static MetricsLog Resume(string path, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        (long length, long last) = Through(LineLog.Read(path, Array.MaxLength), path, step);
        return new MetricsLog(LineLog.Resume(path, length), last);
    }

    /// <summary>The steps in the log <paramref name="path"/>, also of a run that still goes on: each with its numbers by name, not-a-number where JSON had null; none where there is no log.</summary>
    /// <exception cref="InvalidDataException">A line is damaged, or no step after the one before.</exception>
    public static IEnumerable<(long Step, IReadOnlyDictionary<string, double> Values)> Read(string path)
    {
        long last = -1;
        foreach ((int number, ReadOnlyMemory<byte> json, _) in LineLog.Lines(LineLog.Read(path, Array.MaxLength)))
        {
            Dictionary<string, double> values = ValuesOf(json, path, number);
            if (!values.Remove("step", out double step) || step <= last || step > MostSteps || step != Math.Floor(step))
            {
                throw new InvalidDataException($"{path}: line {number} has no step after {last}");
            }

            last = (long)step;
            yield return (last, values);
        }
    }

    /// <summary>Writes one step; steps rise.</summary>
    /// <exception cref="ArgumentException">The step is not after the last one.</exception>
    public void Append(long step, params IReadOnlyList<(string Name, double Value)> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (step <= LastStep)
        {
            throw new ArgumentException($"step {step} is not after {LastStep}", nameof(step));
        }

        line.ResetWrittenCount();
        using (Utf8JsonWriter writer = new(line, Compact))
        {
            writer.WriteStartObject();
            writer.WriteNumber("step", step);
            foreach ((string name, double value) in metrics)
            {
                if (double.IsFinite(value))
                {
                    writer.WriteNumber(name, value);
                }
                else
                {
                    writer.WriteNull(name);
                }
            }

            writer.WriteEndObject();
        }

        lines.Append(line.WrittenSpan);
        LastStep = step;
    }

    /// <summary>Puts all lines on the disk itself: a checkpoint must not outlive the lines before it.</summary>
    public void FlushToDisk() => lines.FlushToDisk();

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();

    /// <summary>Length of the lines through <paramref name="step"/> and the step of the last of them.</summary>
    private static (long Length, long Last) Through(byte[] bytes, string path, long step)
    {
        (long Length, long Last) through = (0, -1);
        foreach ((int number, ReadOnlyMemory<byte> json, int next) in LineLog.Lines(bytes))
        {
            long own = StepOf(json, path, number);
            if (own > step)
            {
                break;
            }

            through = (next, own);
        }

        return through;
    }

    private static Dictionary<string, double> ValuesOf(ReadOnlyMemory<byte> json, string path, int number)
    {
        try
        {
            return (JsonSerializer.Deserialize<Dictionary<string, double?>>(json.Span) ?? []).ToDictionary(entry => entry.Key, entry => entry.Value ?? double.NaN, StringComparer.Ordinal);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: line {number} is not a line of numbers: {exception.Message}", exception);
        }
    }

    private static long StepOf(ReadOnlyMemory<byte> json, string path, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("step", out JsonElement step)
                && step.ValueKind == JsonValueKind.Number && step.TryGetInt64(out long value))
            {
                return value;
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: line {number} is not valid JSON: {exception.Message}", exception);
        }

        throw new InvalidDataException($"{path}: line {number} has no step");
    }
}
