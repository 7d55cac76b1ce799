using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// One pass over a camera's events as the file holds them. The order of the file is looked at first; then the events go through the same
/// reorder buffer, in the same steps, as in reading, so that what is late here is what a reader drops, and every other rule sees them
/// in time order.
/// </summary>
internal sealed class StreamExamination
{
    private readonly SensorSize sensor;
    private readonly int stepEvents;
    private readonly EventLosses losses = new();
    private readonly TimeOrderer orderer;
    private readonly EventBatch step = new();
    private readonly EventBatch ordered = new();
    private int taken;
    private long rawEvents;
    private long greatestUs = long.MinValue;
    private Place backwards;
    private Place outside;
    private Place late;

    /// <param name="name">The stream's name.</param>
    /// <param name="sensor">The sensor; events outside are counted and go no further.</param>
    /// <param name="stepEvents">Events of a step of reading, and the reach of the reorder buffer.</param>
    public StreamExamination(string name, SensorSize sensor, int stepEvents)
    {
        Name = name;
        this.sensor = sensor;
        this.stepEvents = stepEvents;
        orderer = new TimeOrderer(stepEvents, losses);
        Pixels = (long)sensor.Width * sensor.Height <= PixelCounts.MaxPixels ? new PixelCounts(sensor) : null;
    }

    /// <summary>The stream's name.</summary>
    public string Name { get; }

    /// <summary>Events of the file so far, off the sensor or not.</summary>
    public long RawEvents => rawEvents;

    /// <summary>Events earlier than one before them.</summary>
    public Place Backwards => backwards;

    /// <summary>The greatest step back, in microseconds.</summary>
    public ulong GreatestStepUs { get; private set; }

    /// <summary>Events outside the sensor.</summary>
    public Place Outside => outside;

    /// <summary>Largest column and row of those outside the sensor.</summary>
    public (int X, int Y) FurthestOutside { get; private set; }

    /// <summary>Events that came later than the reorder buffer reaches; the place is that of the first of their step.</summary>
    public Place Late => late;

    /// <summary>What a source passed over; filled in by what drives the examination.</summary>
    public EventLosses Lost { get; } = new();

    /// <summary>Time of the latest event so far; null before the first.</summary>
    public long? LatestUs => rawEvents == 0 ? null : greatestUs;

    /// <summary>Events delivered, in time order and on the sensor.</summary>
    public long Delivered { get; private set; }

    /// <summary>Those of polarity 1.</summary>
    public long Positive { get; private set; }

    /// <summary>Time of the first event delivered.</summary>
    public long FirstUs { get; private set; }

    /// <summary>Time of the last event delivered.</summary>
    public long LastUs { get; private set; }

    /// <summary>Intervals between events delivered.</summary>
    public IntervalHistogram Intervals { get; } = new();

    /// <summary>Rate over time.</summary>
    public RateHistogram Rate { get; } = new();

    /// <summary>Counts a pixel; null for a sensor too large for them.</summary>
    public PixelCounts? Pixels { get; }

    /// <summary>The hot pixels, once all events are taken.</summary>
    public IReadOnlyList<HotPixel> Hot { get; private set; } = [];

    /// <summary>Takes events in the order of the file.</summary>
    public void Take(EventBatch raw)
    {
        ReadOnlySpan<long> times = raw.TUs;
        for (int i = 0; i < times.Length; i++)
        {
            CheckOrder(times[i]);
            if (sensor.Contains(raw.X[i], raw.Y[i]))
            {
                step.Add(times[i], raw.X[i], raw.Y[i], raw.Polarity[i]);
            }
            else
            {
                outside.Add(times[i], rawEvents);
                FurthestOutside = (Math.Max(FurthestOutside.X, raw.X[i]), Math.Max(FurthestOutside.Y, raw.Y[i]));
            }

            rawEvents++;
            if (++taken == stepEvents)
            {
                Flush();
            }
        }
    }

    /// <summary>Takes what is left; no events follow.</summary>
    public void Complete()
    {
        Flush();
        orderer.Complete();
        Drain();
        Hot = Pixels?.Hot() ?? [];
    }

    private void CheckOrder(long tUs)
    {
        if (tUs >= greatestUs)
        {
            greatestUs = tUs;
            return;
        }

        backwards.Add(tUs, rawEvents);
        GreatestStepUs = Math.Max(GreatestStepUs, unchecked((ulong)greatestUs - (ulong)tUs));
    }

    private void Flush()
    {
        long before = losses.Late;
        orderer.Push(step);
        if (losses.Late > before)
        {
            late.Add(step.TUs[0], null, losses.Late - before);
        }

        step.Clear();
        taken = 0;
        Drain();
    }

    private void Drain()
    {
        while (orderer.Ready > 0)
        {
            ordered.Clear();
            _ = orderer.Take(ordered, stepEvents);
            TakeOrdered();
        }
    }

    private void TakeOrdered()
    {
        ReadOnlySpan<long> times = ordered.TUs;
        FirstUs = Delivered == 0 ? times[0] : FirstUs;
        long beforeUs = Delivered == 0 ? times[0] : LastUs;
        foreach (long tUs in times)
        {
            Intervals.Add(beforeUs, tUs);
            Rate.Add(tUs);
            beforeUs = tUs;
        }

        foreach (sbyte polarity in ordered.Polarity)
        {
            Positive += polarity > 0 ? 1 : 0;
        }

        LastUs = beforeUs;
        Delivered += times.Length;
        Pixels?.Add(ordered);
    }
}
