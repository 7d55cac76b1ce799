using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Each encoding as its definition reads, one event at a time, on events in any order: what the fast paths are held against by tests
/// and measured against by the benchmarks, and what encodes events out of time order.
/// </summary>
internal static class ScalarEncoders
{
    /// <summary>Sum of the polarities by slice and pixel, then its sign.</summary>
    public static int StackByTime(EventBatch events, TimeWindow window, SensorSize sensor, int channels, Span<sbyte> destination)
    {
        int[] sums = new int[channels * sensor.Pixels];
        int counted = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                int channel = TimeSlices.Of(events.TUs[i], window, channels);
                sums[(((channel * sensor.Height) + events.Y[i]) * sensor.Width) + events.X[i]] += events.Polarity[i];
                counted++;
            }
        }

        PixelSums.Signs(sums, destination);
        return counted;
    }

    /// <summary>The same with slices of equal number: event i of n falls into slice floor(i * C / n).</summary>
    public static int StackByNumber(EventBatch events, TimeWindow window, SensorSize sensor, int channels, Span<sbyte> destination)
    {
        List<int> inside = [];
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                inside.Add(i);
            }
        }

        int[] sums = new int[channels * sensor.Pixels];
        for (int k = 0; k < inside.Count; k++)
        {
            int i = inside[k], channel = (int)((long)k * channels / inside.Count);
            sums[(((channel * sensor.Height) + events.Y[i]) * sensor.Width) + events.X[i]] += events.Polarity[i];
        }

        PixelSums.Signs(sums, destination);
        return inside.Count;
    }

    /// <summary>Events by pixel.</summary>
    public static int Count(EventBatch events, TimeWindow window, SensorSize sensor, Span<float> destination)
    {
        int[] counts = new int[destination.Length];
        int counted = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                counts[(events.Y[i] * sensor.Width) + events.X[i]]++;
                counted++;
            }
        }

        PixelSums.ToFloats(counts, destination);
        return counted;
    }

    /// <summary>Events by polarity, slice and pixel.</summary>
    public static int Histogram(EventBatch events, TimeWindow window, SensorSize sensor, int bins, Span<float> destination)
    {
        int[] counts = new int[destination.Length];
        int counted = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                int channel = (events.Polarity[i] > 0 ? bins : 0) + TimeSlices.Of(events.TUs[i], window, bins);
                counts[(((channel * sensor.Height) + events.Y[i]) * sensor.Width) + events.X[i]]++;
                counted++;
            }
        }

        PixelSums.ToFloats(counts, destination);
        return counted;
    }

    /// <summary>Each event's polarity to every bin b by the weight max(0, 1 - |b - t*|), in double precision.</summary>
    public static int Voxels(EventBatch events, TimeWindow window, SensorSize sensor, int bins, VoxelNormalization normalization, Span<float> destination)
    {
        double[] sums = new double[destination.Length];
        long t0 = long.MaxValue, tN = long.MinValue;
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                t0 = Math.Min(t0, events.TUs[i]);
                tN = Math.Max(tN, events.TUs[i]);
            }
        }

        double range = normalization == VoxelNormalization.Tonic ? bins : bins - 1;
        int counted = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                double time = tN == t0 ? 0 : range * (events.TUs[i] - t0) / (tN - t0);
                for (int bin = 0; bin < bins; bin++)
                {
                    double weight = Math.Max(0, 1 - Math.Abs(bin - time));
                    sums[(((bin * sensor.Height) + events.Y[i]) * sensor.Width) + events.X[i]] += weight * events.Polarity[i];
                }

                counted++;
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            destination[i] = (float)sums[i];
        }

        return counted;
    }

    /// <summary>exp(-(end - latest time) / tau) by polarity and pixel.</summary>
    public static int TimeSurface(EventBatch events, TimeWindow window, SensorSize sensor, double tauUs, Span<float> destination)
    {
        destination.Clear();
        int counted = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                int plane = events.Polarity[i] > 0 ? sensor.Pixels : 0;
                ref float value = ref destination[plane + (events.Y[i] * sensor.Width) + events.X[i]];
                value = Math.Max(value, (float)Math.Exp(-(window.ToUs - events.TUs[i]) / tauUs));
                counted++;
            }
        }

        return counted;
    }
}
