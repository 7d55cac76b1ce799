using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// The running sums of <see cref="AveragedTimeSurface"/>. A pixel and polarity keeps one decaying sum over its remembered events and a queue of them, linked
/// through the batch: looking takes one exponential a place, whatever the number of events in memory.
/// </summary>
internal sealed class AveragedTimeSurfaceSums
{
    private const int None = -1;
    private readonly EventBatch events;
    private readonly SensorSize sensor;
    private readonly SensorSize cells;
    private readonly AveragedTimeSurfaceOptions options;

    /// <summary>By event: the next one remembered at its pixel and polarity.</summary>
    private readonly int[] next;

    /// <summary>By polarity and pixel, [2, H, W]: the queue, and its sum of decays as seen from a time.</summary>
    private readonly int[] oldest;
    private readonly int[] newest;
    private readonly double[] decays;
    private readonly long[] seenUs;

    /// <summary>[C, rows, columns] of cells, and events by polarity and cell.</summary>
    private readonly double[] sums;
    private readonly long[] counts;

    public AveragedTimeSurfaceSums(EventBatch events, SensorSize sensor, AveragedTimeSurfaceOptions options)
    {
        this.events = events;
        this.sensor = sensor;
        this.options = options;
        cells = options.Cells(sensor);
        next = new int[events.Count];
        oldest = new int[2 * sensor.Pixels];
        newest = new int[2 * sensor.Pixels];
        decays = new double[2 * sensor.Pixels];
        seenUs = new long[2 * sensor.Pixels];
        sums = new double[options.Channels * cells.Pixels];
        counts = new long[2 * cells.Pixels];
        Array.Fill(oldest, None);
    }

    /// <summary>Adds an event's time surface to its cell; false if it is off the sensor.</summary>
    public bool Look(int i)
    {
        int x = events.X[i], y = events.Y[i];
        if (!sensor.Contains(x, y))
        {
            return false;
        }

        int polarity = events.Polarity[i] > 0 ? 1 : 0, radius = options.RadiusPx, side = options.Side;
        int cellX = x / options.CellPx, cellY = y / options.CellPx, cell = (cellY * cells.Width) + cellX;
        int left = Math.Max(x - radius, cellX * options.CellPx), right = Math.Min(Math.Min(x + radius, ((cellX + 1) * options.CellPx) - 1), sensor.Width - 1);
        int top = Math.Max(y - radius, cellY * options.CellPx), bottom = Math.Min(Math.Min(y + radius, ((cellY + 1) * options.CellPx) - 1), sensor.Height - 1);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                int place = (polarity * sensor.Pixels) + (row * sensor.Width) + column;
                if (oldest[place] != None)
                {
                    int channel = (((polarity * side) + row - y + radius) * side) + column - x + radius;
                    sums[(channel * cells.Pixels) + cell] += SeenFrom(events.TUs[i], place);
                }
            }
        }

        counts[(polarity * cells.Pixels) + cell]++;
        return true;
    }

    /// <summary>Puts an event into its pixel's memory.</summary>
    public void Remember(int i)
    {
        if (!sensor.Contains(events.X[i], events.Y[i]))
        {
            return;
        }

        int place = ((events.Polarity[i] > 0 ? 1 : 0) * sensor.Pixels) + (events.Y[i] * sensor.Width) + events.X[i];
        next[i] = None;
        if (oldest[place] == None)
        {
            oldest[place] = i;
            decays[place] = 1;
        }
        else
        {
            decays[place] = SeenFrom(events.TUs[i], place) + 1;
            if (oldest[place] == None)
            {
                oldest[place] = i;
            }
            else
            {
                next[newest[place]] = i;
            }
        }

        newest[place] = i;
        seenUs[place] = events.TUs[i];
    }

    /// <summary>Divides each cell's sums by its number of events.</summary>
    /// <param name="destination">[C, rows, columns].</param>
    public void Average(Span<float> destination)
    {
        int perPolarity = sums.Length / 2;
        for (int i = 0; i < sums.Length; i++)
        {
            long count = counts[((i / perPolarity) * cells.Pixels) + (i % cells.Pixels)];
            destination[i] = count == 0 ? 0 : (float)(sums[i] / count);
        }
    }

    /// <summary>The sum of decays at a place as seen from a later time, without what has left memory by then.</summary>
    private double SeenFrom(long tUs, int place)
    {
        double decay = decays[place] * Math.Exp(-(tUs - seenUs[place]) / options.TauUs);
        int i = oldest[place];
        while (i != None && tUs - events.TUs[i] > options.MemoryUs)
        {
            decay -= Math.Exp(-(tUs - events.TUs[i]) / options.TauUs);
            i = next[i];
        }

        // An empty memory is exactly 0: what rounding left over goes with the last event.
        oldest[place] = i;
        seenUs[place] = tUs;
        return decays[place] = i == None ? 0 : Math.Max(0, decay);
    }
}
