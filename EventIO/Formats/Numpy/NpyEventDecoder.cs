using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Columns;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// Decodes one camera's events from arrays that are read in step. A row that is no event is dropped and counted; a block of which more than
/// half are such rows is an error. Marks are rows.
/// </summary>
internal sealed class NpyEventDecoder : EventDecoder
{
    private const int BlockRows = 65_536;

    /// <summary>Fewest rows of a longer table of which the half is looked at.</summary>
    private const int FewestRows = 16;

    private readonly string path;
    private readonly NpyEventTable table;
    private readonly CameraSide side;
    private readonly IReadOnlyList<NpyRowSource> arrays;
    private readonly IDisposable owner;
    private readonly long[][] values;
    private readonly int blockRows;
    private long next;

    /// <param name="path">The file.</param>
    /// <param name="table">Where the events are.</param>
    /// <param name="side">The camera to deliver if rows name theirs.</param>
    /// <param name="arrays">The table's arrays, each at its first row.</param>
    /// <param name="owner">What to close in the end, the arrays with it.</param>
    public NpyEventDecoder(string path, NpyEventTable table, CameraSide side, IReadOnlyList<NpyRowSource> arrays, IDisposable owner)
    {
        this.path = path;
        this.table = table;
        this.side = side;
        this.arrays = arrays;
        this.owner = owner;

        // Rows of many fields are long; a block of them is no more than 16 MB.
        blockRows = (int)Math.Min(Math.Min(BlockRows, table.Rows), (16 << 20) / Math.Max(1, arrays.Max(array => array.Rows.RowBytes)));
        values = [.. table.Columns.Select(_ => new long[blockRows])];
    }

    public override bool Decode(EventBatch into)
    {
        int count = (int)Math.Min(blockRows, table.Rows - next);
        if (count == 0)
        {
            return false;
        }

        for (int array = 0; array < arrays.Count; array++)
        {
            ReadOnlySpan<byte> rows = arrays[array].Read(count);
            for (int i = 0; i < table.Columns.Count; i++)
            {
                NpyEventColumn column = table.Columns[i];
                if (column.Array != array)
                {
                    continue;
                }

                Span<long> taken = values[i].AsSpan(0, count);
                if (i == 0)
                {
                    NpyColumnReader.Times(rows, arrays[array].Rows.RowBytes, column.Field, column.Unit, taken);
                }
                else
                {
                    NpyColumnReader.Whole(rows, arrays[array].Rows.RowBytes, column.Field, taken);
                }
            }
        }

        Combine(into, count);
        next += count;
        return true;
    }

    public override DecoderMark Mark() => new(next, 0);

    public override void Seek(DecoderMark mark)
    {
        foreach (NpyRowSource array in arrays)
        {
            array.Seek(mark.Offset);
        }

        next = mark.Offset;
    }

    public override void Dispose()
    {
        foreach (NpyRowSource array in arrays)
        {
            array.Dispose();
        }

        owner.Dispose();
    }

    private void Combine(EventBatch into, int count)
    {
        EventColumns room = into.Reserve(count);
        ReadOnlySpan<long> times = values[0].AsSpan(0, count), x = values[1].AsSpan(0, count), y = values[2].AsSpan(0, count), polarity = values[3].AsSpan(0, count);
        int taken = 0, malformed = 0, firstMalformed = 0;
        for (int i = 0; i < count; i++)
        {
            long camera = table.IsStereo ? values[4][i] : (long)side;
            if (times[i] is <= -EventColumnName.LimitUs or >= EventColumnName.LimitUs || x[i] == NpyColumnReader.Bad || y[i] == NpyColumnReader.Bad
                || polarity[i] is < -1 or > 1 || camera is not (0 or 1))
            {
                firstMalformed = malformed++ == 0 ? i : firstMalformed;
            }
            else if (camera == (long)side)
            {
                if (((x[i] | y[i]) & ~0xFFFFL) != 0)
                {
                    Losses.OutOfSensor++;
                    continue;
                }

                room.TUs[taken] = times[i];
                room.X[taken] = (ushort)x[i];
                room.Y[taken] = (ushort)y[i];
                room.Polarity[taken++] = polarity[i] > 0 ? (sbyte)1 : (sbyte)-1;
            }
        }

        Refuse(malformed, count, firstMalformed);
        Losses.Malformed += table.IsStereo && side == CameraSide.Right ? 0 : malformed;
        into.Commit(taken);
    }

    private void Refuse(int malformed, int count, int first)
    {
        if (malformed > count - malformed && (count >= FewestRows || count == table.Rows))
        {
            string arrayNames = table.Arrays.Count == 1 && table.Arrays[0].Length == 0 ? string.Empty : $" {string.Join(", ", table.Arrays)}:";
            throw new InvalidDataException(
                $"{path}:{arrayNames} row {next + first:N0} is no event, nor are most of the {count:N0} around it; expected time, x and y (whole numbers), polarity (-1, 0 or 1)");
        }
    }
}
