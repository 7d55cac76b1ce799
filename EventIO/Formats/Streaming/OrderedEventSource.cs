using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Streaming;

/// <summary>
/// Turns what a decoder delivers into what a source promises: events of the interval, on the sensor, in time order. Events are taken
/// in steps as long as the reorder buffer reaches, so the result does not depend on the decoder's blocks.
/// </summary>
internal sealed class OrderedEventSource : IEventSource
{
    private readonly EventDecoder decoder;
    private readonly TimeOrderer orderer;
    private readonly EventBatch decoded = new();
    private readonly EventBatch step = new();
    private readonly int stepEvents;
    private readonly long fromUs;
    private readonly long toUs;
    private readonly EventLosses losses = new();
    private long outOfSensor;
    private int next;
    private int stepsPastEnd;
    private bool complete;

    public OrderedEventSource(EventDecoder decoder, SensorSize sensor, long fromUs, long toUs, int reorderEvents)
    {
        this.decoder = decoder;
        this.fromUs = fromUs;
        this.toUs = toUs;
        Sensor = sensor;
        stepEvents = reorderEvents;
        orderer = new TimeOrderer(reorderEvents, losses);
    }

    public SensorSize Sensor { get; }

    public EventLosses Losses
    {
        get
        {
            losses.OutOfSensor = outOfSensor + decoder.Losses.OutOfSensor;
            losses.Malformed = decoder.Losses.Malformed;
            losses.SkippedBytes = decoder.Losses.SkippedBytes;
            return losses;
        }
    }

    /// <summary>Events held now, for tests of the memory bound.</summary>
    internal int HeldEvents => orderer.Held + step.Count + decoded.Count;

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

    public void Dispose() => decoder.Dispose();

    private void Step()
    {
        step.Clear();
        int taken = 0;
        long earliestUs = long.MaxValue;
        while (taken < stepEvents && (next < decoded.Count || Refill()))
        {
            int count = Math.Min(stepEvents - taken, decoded.Count - next);
            earliestUs = Math.Min(earliestUs, Keep(next, count));
            next += count;
            taken += count;
        }

        // After two whole steps past the interval, only an event later than the reorder buffer reaches could still belong to it.
        stepsPastEnd = earliestUs >= toUs ? stepsPastEnd + 1 : 0;
        orderer.Push(step);
        if (taken == 0 || (stepsPastEnd == 2 && toUs != long.MaxValue))
        {
            complete = true;
            orderer.Complete();
        }
    }

    private bool Refill()
    {
        decoded.Clear();
        next = 0;
        while (decoded.Count == 0)
        {
            if (!decoder.Decode(decoded))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves the events of the interval that are on the sensor into the step; the earliest time of all.</summary>
    private long Keep(int start, int count)
    {
        ReadOnlySpan<long> times = decoded.TUs.Slice(start, count);
        long earliestUs = long.MaxValue, latestUs = long.MinValue;
        foreach (long tUs in times)
        {
            earliestUs = Math.Min(earliestUs, tUs);
            latestUs = Math.Max(latestUs, tUs);
        }

        ReadOnlySpan<ushort> x = decoded.X.Slice(start, count), y = decoded.Y.Slice(start, count);
        if (earliestUs >= fromUs && latestUs < toUs && AllBelow(x, Sensor.Width) && AllBelow(y, Sensor.Height))
        {
            step.Append(decoded, start, count);
            return earliestUs;
        }

        for (int i = 0; i < count; i++)
        {
            if (times[i] < fromUs || times[i] >= toUs)
            {
                continue;
            }

            if (Sensor.Contains(x[i], y[i]))
            {
                step.Add(times[i], x[i], y[i], decoded.Polarity[start + i]);
            }
            else
            {
                outOfSensor++;
            }
        }

        return earliestUs;
    }

    private static bool AllBelow(ReadOnlySpan<ushort> values, int limit)
    {
        ushort largest = 0;
        foreach (ushort value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest < limit;
    }
}
