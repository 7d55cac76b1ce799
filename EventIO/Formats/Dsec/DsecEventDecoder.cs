using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5.Chunks;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>Reads the four columns of one camera side by side, a block of events at a time.</summary>
internal sealed class DsecEventDecoder : EventDecoder
{
    private const int BlockEvents = 65_536;
    private readonly DsecEventFile file;
    private readonly long shiftUs;
    private readonly Hdf5Column<long> times;
    private readonly Hdf5Column<ushort> columns;
    private readonly Hdf5Column<ushort> rows;
    private readonly Hdf5Column<sbyte> polarities;
    private long next;

    /// <param name="file">The camera's file; stays open.</param>
    /// <param name="shiftUs">Added to the file's times.</param>
    public DsecEventDecoder(DsecEventFile file, long shiftUs)
    {
        this.file = file;
        this.shiftUs = shiftUs;
        times = file.OpenColumn<long>(DsecLayout.Times);
        columns = file.OpenColumn<ushort>(DsecLayout.Columns);
        rows = file.OpenColumn<ushort>(DsecLayout.Rows);
        polarities = file.OpenColumn<sbyte>(DsecLayout.Polarities);
    }

    public override bool Decode(EventBatch into)
    {
        int count = (int)Math.Min(BlockEvents, file.Count - next);
        if (count == 0)
        {
            return false;
        }

        EventColumns room = into.Reserve(count);
        times.Read(next, room.TUs);
        file.CheckTimes(next, room.TUs);
        foreach (ref long tUs in room.TUs)
        {
            tUs += shiftUs;
        }

        columns.Read(next, room.X);
        rows.Read(next, room.Y);
        polarities.Read(next, room.Polarity);
        ToSigns(room.Polarity);
        into.Commit(count);
        next += count;
        return true;
    }

    public override DecoderMark Mark() => new(next, 0);

    public override void Seek(DecoderMark mark) => next = mark.Offset;

    public override void Dispose()
    {
        times.Dispose();
        columns.Dispose();
        rows.Dispose();
        polarities.Dispose();
    }

    /// <summary>1 stays, 0 becomes -1.</summary>
    private void ToSigns(Span<sbyte> polarity)
    {
        int other = polarity.IndexOfAnyExceptInRange((sbyte)0, (sbyte)1);
        if (other >= 0)
        {
            throw file.Damaged(DsecLayout.Polarities, next + other, $"polarity {polarity[other]} is neither 0 nor 1");
        }

        foreach (ref sbyte sign in polarity)
        {
            sign = (sbyte)((2 * sign) - 1);
        }
    }
}
