using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// Reads a camera's rows in order and passes over those that are no events, counting them by kind with the place of the first. Where a
/// step of rows does not read, it is tried again by rows of chunks, so that one damaged chunk costs no more than its own rows.
/// </summary>
internal sealed class MvsecRawSource(MvsecEventTable table, double originSeconds) : IRawEventSource
{
    private readonly Dictionary<RawDefectKind, RawDefect> defects = [];
    private long nextRow;
    private long suspectTo;
    private long? lastUs;

    /// <inheritdoc/>
    public EventLosses Losses { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<RawDefect> Defects => [.. defects.Values];

    /// <inheritdoc/>
    public bool Decode(EventBatch into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (nextRow >= table.Rows)
        {
            return false;
        }

        int piece = table.ChunkRows - (int)(nextRow % table.ChunkRows);
        int rows = (int)Math.Min(nextRow < suspectTo ? piece : MvsecLayout.StepEvents, table.Rows - nextRow);
        Span<double> values;
        try
        {
            values = table.ReadValues(nextRow, rows);
        }
        catch (InvalidDataException failure)
        {
            if (rows > piece)
            {
                suspectTo = nextRow + rows;
                return true;
            }

            Note(RawDefectKind.DamagedChunk, nextRow, failure.Message, rows);
            nextRow += rows;
            return true;
        }

        into.EnsureCapacity(into.Count + rows);
        for (int i = 0; i < rows; i++)
        {
            Take(values.Slice(i * MvsecLayout.EventColumns, MvsecLayout.EventColumns), nextRow + i, into);
        }

        nextRow += rows;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => table.Dispose();

    private void Take(ReadOnlySpan<double> row, long index, EventBatch into)
    {
        double seconds = row[MvsecLayout.TimeColumn];

        // Written so that NaN fails too.
        if (!(Math.Abs(seconds - originSeconds) <= MvsecLayout.MaxSpanSeconds))
        {
            Note(RawDefectKind.InvalidTime, index, double.IsFinite(seconds)
                ? $"time {seconds:R} s is more than {MvsecLayout.MaxSpanSeconds:0} s from the recording's origin"
                : $"time {seconds:R} is not a time in seconds");
        }
        else if (row[3] is not (1 or -1 or 0))
        {
            Note(RawDefectKind.Malformed, index, $"polarity {row[3]:R} is none of -1, 0, 1");
        }
        else if (!IsWhole(row[0]) || !IsWhole(row[1]))
        {
            Note(RawDefectKind.Malformed, index, $"pixel {row[0]:R}, {row[1]:R} is not whole (rectified events are not MVSEC's raw events)");
        }
        else
        {
            lastUs = MvsecLayout.ToUs(seconds, originSeconds);
            into.Add(lastUs.Value, Pixel(row[0]), Pixel(row[1]), row[3] == 1 ? (sbyte)1 : (sbyte)-1);
        }
    }

    private void Note(RawDefectKind kind, long row, string what, long count = 1)
    {
        if (defects.TryGetValue(kind, out RawDefect? known))
        {
            known.Count += count;
        }
        else
        {
            defects.Add(kind, new RawDefect(kind, row, lastUs, what) { Count = count });
        }
    }

    private static bool IsWhole(double coordinate) => Math.Floor(coordinate) == coordinate && double.IsFinite(coordinate);

    /// <summary>A coordinate that no sensor has becomes the largest one, which is off every sensor too.</summary>
    private static ushort Pixel(double coordinate) => coordinate is >= 0 and < ushort.MaxValue ? (ushort)coordinate : ushort.MaxValue;
}
