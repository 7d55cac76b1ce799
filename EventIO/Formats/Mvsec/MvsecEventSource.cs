using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Reads one camera's events of an interval, a step of rows at a time, starting near it by binary search on the time column.</summary>
internal sealed class MvsecEventSource : IEventSource
{
    private readonly MvsecEventTable table;
    private readonly MvsecEventFilter filter;
    private readonly TimeOrderer orderer;
    private readonly EventBatch step;
    private readonly int stepEvents;
    private long nextRow;
    private long earlierUs = long.MinValue;
    private long earliestUs = long.MinValue;
    private bool complete;

    public MvsecEventSource(MvsecEventTable table, MvsecEventFilter filter, int stepEvents)
    {
        this.table = table;
        this.filter = filter;
        this.stepEvents = stepEvents;
        orderer = new TimeOrderer(stepEvents, filter.Losses);
        step = new EventBatch();
        nextRow = FindStart();
    }

    public SensorSize Sensor => filter.Sensor;

    public EventLosses Losses => filter.Losses;

    /// <summary>Events held now, for tests of the memory bound.</summary>
    internal int HeldEvents => orderer.Held + step.Count;

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

    public void Dispose() => table.Dispose();

    private void Step()
    {
        int rows = (int)Math.Min(stepEvents, table.Rows - nextRow);

        // After two whole steps past the interval, only an event later than the reorder buffer reaches could still belong to it.
        if (rows == 0 || (earliestUs >= filter.ToUs && earlierUs >= filter.ToUs && filter.ToUs != long.MaxValue))
        {
            complete = true;
            orderer.Complete();
            return;
        }

        step.Clear();
        earlierUs = earliestUs;
        earliestUs = table.ReadRows(nextRow, rows, filter, step);
        nextRow += rows;
        orderer.Push(step);
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
