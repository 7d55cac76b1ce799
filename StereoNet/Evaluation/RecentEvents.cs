using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>
/// Remembers the left camera's events of the last windows of a sequence and marks the pixels of the latest of them. Windows may overlap:
/// an event counts once for each window that it lies in, as where files of windows are joined.
/// </summary>
internal sealed class RecentEvents(ScoredEvents rule, SensorSize sensor)
{
    private readonly Queue<(long[] TUs, int[] Pixels)> windows = [];

    /// <summary>Adds the events of the next window, in order of time; those of other times or off the sensor are passed over.</summary>
    public void Add(EventBatch left, TimeWindow span)
    {
        int from = left.LowerBound(span.FromUs), to = Math.Max(from, left.LowerBound(span.ToUs));
        long[] times = new long[to - from];
        int[] pixels = new int[to - from];
        int count = 0;
        for (int i = from; i < to; i++)
        {
            if (sensor.Contains(left.X[i], left.Y[i]))
            {
                times[count] = left.TUs[i];
                pixels[count++] = (left.Y[i] * sensor.Width) + left.X[i];
            }
        }

        if (windows.Count == rule.Windows)
        {
            windows.Dequeue();
        }

        windows.Enqueue((times[..count], pixels[..count]));
    }

    /// <summary>1 where one of the latest events fell, [H, W].</summary>
    public byte[] Marks()
    {
        byte[] marks = new byte[sensor.Pixels];
        (long[] TUs, int[] Pixels)[] newestFirst = [.. windows.Reverse()];
        int[] left = [.. newestFirst.Select(window => window.TUs.Length)];
        for (int taken = 0; taken < rule.Latest; taken++)
        {
            int latest = -1;
            for (int w = 0; w < left.Length; w++)
            {
                if (left[w] > 0 && (latest < 0 || newestFirst[w].TUs[left[w] - 1] > newestFirst[latest].TUs[left[latest] - 1]))
                {
                    latest = w;
                }
            }

            if (latest < 0)
            {
                break;
            }

            marks[newestFirst[latest].Pixels[--left[latest]]] = 1;
        }

        return marks;
    }
}
