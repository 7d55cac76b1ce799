using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5.Chunks;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// Reads one camera's events of an interval, starting near it by binary search on the time column. Threads unpack and decode blocks
/// ahead; the reader puts them in order, a step of rows at a time, so that what is reordered or late does not depend on blocks.
/// </summary>
internal sealed class MvsecEventSource : IEventSource
{
    private readonly MvsecEventTable table;
    private readonly MvsecEventFilter filter;
    private readonly TimeOrderer orderer;
    private readonly EventBatchPool pool = new();
    private readonly ReadAhead<MvsecBlock> blocks;
    private readonly int stepEvents;
    private MvsecBlock? block;
    private SharedBatch? batch;
    private int nextPiece;
    private long earlierUs = long.MinValue;
    private long earliestUs = long.MinValue;
    private bool complete;

    public MvsecEventSource(MvsecEventTable table, MvsecEventFilter filter, int stepEvents)
    {
        this.table = table;
        this.filter = filter;
        this.stepEvents = stepEvents;
        orderer = new TimeOrderer(stepEvents, filter.Losses);
        blocks = table.ReadFrom(FindStart(), filter, stepEvents, pool);
    }

    public SensorSize Sensor => filter.Sensor;

    public EventLosses Losses => filter.Losses;

    /// <summary>Events in the reorder buffer now, for tests of the memory bound.</summary>
    internal int HeldEvents => orderer.Held;

    /// <summary>Batches of one block each that were made, for tests of the memory bound.</summary>
    internal int Batches => pool.Made;

    /// <summary>Reads asked of the file, for tests of the search.</summary>
    internal int Reads => table.Reads;

    public int Read(EventBatch into, int maxEvents)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEvents);
        while (orderer.Ready == 0)
        {
            if (complete)
            {
                return 0;
            }

            Step();
        }

        return orderer.Take(into, maxEvents);
    }

    public void Dispose()
    {
        blocks.Dispose();
        table.Dispose();
    }

    private void Step()
    {
        // After two whole steps past the interval, only an event later than the reorder buffer reaches could still belong to it.
        bool past = earliestUs >= filter.ToUs && earlierUs >= filter.ToUs && filter.ToUs != long.MaxValue;
        earlierUs = earliestUs;
        earliestUs = long.MaxValue;
        int rows = 0;
        while (!past && rows < stepEvents && NextPiece())
        {
            rows += AddPiece();
        }

        if (rows > 0)
        {
            orderer.EndStep();
            return;
        }

        complete = true;
        orderer.Complete();
    }

    /// <summary>Whether there is another piece, in this block or in the next.</summary>
    private bool NextPiece()
    {
        while (block is null || nextPiece == block.Pieces.Count)
        {
            if (block?.Damage is not null)
            {
                throw block.Damage;
            }

            batch?.Release();
            batch = null;
            if (!blocks.TryTake(out block))
            {
                return false;
            }

            batch = new SharedBatch(pool, block.Events);
            nextPiece = 0;
        }

        return true;
    }

    private int AddPiece()
    {
        if (block is null || batch is null)
        {
            throw new InvalidOperationException("there is no piece");
        }

        int start = nextPiece == 0 ? 0 : block.Pieces[nextPiece - 1].End;
        MvsecPiece piece = block.Pieces[nextPiece++];
        filter.Losses.OutOfSensor += piece.OutOfSensor;
        earliestUs = Math.Min(earliestUs, piece.EarliestUs);
        orderer.Add(batch, start, piece.End, piece.InOrder);
        return piece.Rows;
    }

    /// <summary>
    /// First row to read: the last step that begins before the interval, and one more step back, so that an event displaced by less
    /// than the reorder buffer's reach is found.
    /// </summary>
    private long FindStart()
    {
        if (filter.FromUs == long.MinValue || table.Rows == 0)
        {
            return 0;
        }

        long low = 0, high = (table.Rows + stepEvents - 1) / stepEvents;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (StepStartUs(middle) < filter.FromUs)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Math.Max(0, low - 2) * stepEvents;
    }

    private long StepStartUs(long index) => MvsecLayout.ToUs(table.ReadTimes(index * stepEvents, 1)[0], filter.OriginSeconds);
}
