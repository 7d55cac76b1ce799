using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Decodes rows of x, y, t (s), polarity to the events of an interval that are on the sensor, in the order of the rows.</summary>
/// <param name="check">What a row must be.</param>
/// <param name="filter">Which rows count, on which clock.</param>
/// <param name="vectors">Whether groups of sound rows take the vector path.</param>
internal sealed class MvsecRowDecoder(MvsecRowCheck check, MvsecEventFilter filter, bool vectors)
{
    private readonly MvsecVectorKernel kernel = new(filter);

    /// <summary>Appends the events of rows to <paramref name="into"/>.</summary>
    /// <param name="lanes">The block.</param>
    /// <param name="from">The first row in the block.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="firstRow">The block's first row in the file, for messages.</param>
    /// <param name="into">Gets the events.</param>
    /// <exception cref="InvalidDataException">A row is damaged; the message names it.</exception>
    public MvsecPiece Decode(MvsecLanes lanes, int from, int to, long firstRow, EventBatch into)
    {
        MvsecTarget target = new(into.Reserve(to - from));
        long earliestUs = long.MaxValue, outside = 0;
        for (int row = from; row < to;)
        {
            if (vectors)
            {
                row += kernel.Decode(lanes, row, to, ref target, ref earliestUs);
            }

            // A group that the kernel left, or what is no whole group.
            for (int end = Math.Min(to, vectors ? row + MvsecVectorKernel.Group : to); row < end; row++)
            {
                long tUs = check.TimeUs(lanes.At(2, row), firstRow + row);
                earliestUs = Math.Min(earliestUs, tUs);
                outside += check.Add(lanes.At(0, row), lanes.At(1, row), tUs, lanes.At(3, row), firstRow + row, ref target) == false ? 1 : 0;
            }
        }

        bool inOrder = TimeOrderer.InOrder(target.Room.TUs[..target.Count]);
        into.Commit(target.Count);
        return new MvsecPiece(into.Count, to - from, earliestUs, outside, inOrder);
    }
}
