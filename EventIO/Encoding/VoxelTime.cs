using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>The axis of bins of one voxel grid: t* = (t - FirstUs) * BinsPerUs.</summary>
/// <param name="FirstUs">Time of the first event, t0.</param>
/// <param name="BinsPerUs">Bins a microsecond; 0 where all events have one time.</param>
internal readonly record struct VoxelTime(long FirstUs, double BinsPerUs)
{
    /// <summary>The axis of a run of events, of which those in the window and on the sensor count.</summary>
    public static VoxelTime Of(EventBatch events, EventRun run, TimeWindow window, SensorSize sensor, int bins, VoxelNormalization normalization)
    {
        int first = run.From, last = run.To - 1;
        while (first <= last && !Counts(first))
        {
            first++;
        }

        while (last > first && !Counts(last))
        {
            last--;
        }

        long firstUs = first <= last ? events.TUs[first] : 0, lastUs = first <= last ? events.TUs[last] : 0;
        for (int i = first; i <= last && !run.InOrder; i++)
        {
            firstUs = Counts(i) ? Math.Min(firstUs, events.TUs[i]) : firstUs;
            lastUs = Counts(i) ? Math.Max(lastUs, events.TUs[i]) : lastUs;
        }

        double range = normalization == VoxelNormalization.Tonic ? bins : bins - 1;
        return lastUs <= firstUs ? new VoxelTime(firstUs, 0) : new VoxelTime(firstUs, range / (lastUs - firstUs));

        bool Counts(int i) => window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]);
    }

    /// <summary>The bin at or before an event, and the share of the event, 0 to 1, that the bin after it gets.</summary>
    public int BinOf(long tUs, out float later)
    {
        double time = (tUs - FirstUs) * BinsPerUs;
        int bin = (int)time;
        later = (float)(time - bin);
        return bin;
    }
}
