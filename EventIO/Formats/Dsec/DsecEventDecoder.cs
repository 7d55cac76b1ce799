using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>Reads the four columns of one camera side by side, a block of events at a time.</summary>
internal sealed class DsecEventDecoder : EventDecoder
{
    private const int BlockEvents = 65_536;
    private readonly DsecEventFile file;
    private readonly long shiftUs;
    private readonly Hdf5Dataset[] columns;
    private readonly long[] values = new long[BlockEvents];
    private long next;

    /// <param name="file">The camera's file; stays open.</param>
    /// <param name="shiftUs">Added to the file's times.</param>
    public DsecEventDecoder(DsecEventFile file, long shiftUs)
    {
        this.file = file;
        this.shiftUs = shiftUs;
        columns = [.. ((string[])[DsecLayout.Times, DsecLayout.Columns, DsecLayout.Rows, DsecLayout.Polarities]).Select(file.OpenColumn)];
    }

    public override bool Decode(EventBatch into)
    {
        int count = (int)Math.Min(BlockEvents, file.Count - next);
        if (count == 0)
        {
            return false;
        }

        EventColumns room = into.Reserve(count);
        Span<long> block = values.AsSpan(0, count);
        columns[0].ReadRows(next, count, block);
        file.CheckTimes(next, block);
        for (int i = 0; i < count; i++)
        {
            room.TUs[i] = block[i] + shiftUs;
        }

        ReadPixels(columns[1], block, room.X);
        ReadPixels(columns[2], block, room.Y);
        ReadPolarities(block, room.Polarity);
        into.Commit(count);
        next += count;
        return true;
    }

    public override DecoderMark Mark() => new(next, 0);

    public override void Seek(DecoderMark mark) => next = mark.Offset;

    public override void Dispose()
    {
        foreach (Hdf5Dataset column in columns)
        {
            column.Dispose();
        }
    }

    private void ReadPixels(Hdf5Dataset column, Span<long> block, Span<ushort> into)
    {
        column.ReadRows(next, block.Length, block);
        for (int i = 0; i < block.Length; i++)
        {
            into[i] = block[i] is >= 0 and <= ushort.MaxValue
                ? (ushort)block[i]
                : throw file.Damaged(column.Name, next + i, $"coordinate {block[i]} is none");
        }
    }

    private void ReadPolarities(Span<long> block, Span<sbyte> into)
    {
        columns[3].ReadRows(next, block.Length, block);
        for (int i = 0; i < block.Length; i++)
        {
            into[i] = block[i] switch
            {
                1 => 1,
                0 => -1,
                long other => throw file.Damaged(DsecLayout.Polarities, next + i, $"polarity {other} is neither 0 nor 1"),
            };
        }
    }
}
