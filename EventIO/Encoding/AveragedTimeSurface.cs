using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Histograms of averaged time surfaces (HATS): the sensor is cut into cells of K x K pixels, and each cell holds, by polarity and place z of the neighbourhood, the average
/// over its events e_i of the local memory time surface T_i(z) = sum of exp(-(t_i - t_j) / tau) over the cell's earlier events e_j of the same polarity
/// at x_i + z with t_i - memory &lt;= t_j &lt; t_i (Sironi et al., "HATS: Histograms of Averaged Time Surfaces for Robust Event-based Object Classification",
/// CVPR 2018, equations 4 to 8). Neighbours are of the event's own cell alone, as in the paper's algorithm 1, and events of the window alone count.
/// </summary>
public static class AveragedTimeSurface
{
    /// <summary>Encodes the events of a window.</summary>
    /// <param name="events">Events in time order; those outside the window or off the sensor are not counted.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="sensor">The sensor; <see cref="AveragedTimeSurfaceOptions.Cells"/> gives the cells' rows and columns.</param>
    /// <param name="options">Cells, neighbourhood and memory.</param>
    /// <param name="destination">
    /// [C, rows, columns] of cells, overwritten; channel ((polarity &gt; 0 ? 1 : 0) * S + dy + rho) * S + dx + rho with S = 2 rho + 1. Divided by the number of the
    /// cell's events of that polarity.
    /// </param>
    /// <returns>Number of events counted.</returns>
    /// <exception cref="ArgumentException">The events are not in time order.</exception>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, AveragedTimeSurfaceOptions options, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        TimeSlices.Check(window, slices: 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, checked(options.Channels * options.Cells(sensor).Pixels), nameof(destination));
        EventRun run = EventRun.Of(events, window);
        if (!run.InOrder)
        {
            throw new ArgumentException("averaged time surfaces need events in time order", nameof(events));
        }

        destination.Clear();
        AveragedTimeSurfaceSums sums = new(events, sensor, options);
        int counted = 0;
        for (int from = run.From; from < run.To;)
        {
            // Events of one time do not see each other, so a group of them looks before it is remembered.
            int to = from + 1;
            while (to < run.To && events.TUs[to] == events.TUs[from])
            {
                to++;
            }

            for (int i = from; i < to; i++)
            {
                counted += sums.Look(i) ? 1 : 0;
            }

            for (int i = from; i < to; i++)
            {
                sums.Remember(i);
            }

            from = to;
        }

        sums.Average(destination);
        return counted;
    }
}
