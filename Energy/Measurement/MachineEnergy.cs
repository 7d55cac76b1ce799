namespace EventStereo.Energy.Measurement;

/// <summary>Joules of this machine for a piece of work, where it exposes them. All of the machine's work counts, not this program's alone.</summary>
/// <param name="Meters">Joules by meter; empty where the machine exposes none.</param>
/// <param name="Seconds">How long the work took.</param>
/// <param name="Absent">What is not metered and why, in words.</param>
public sealed record MachineEnergy(IReadOnlyDictionary<string, double> Meters, double Seconds, IReadOnlyList<string> Absent)
{
    /// <summary>Runs <paramref name="work"/> between two readings of every meter.</summary>
    /// <param name="work">What is measured.</param>
    /// <param name="gpu">Whether the work runs on the first GPU.</param>
    /// <param name="powercapFolder">The powercap interface's folder.</param>
    public static MachineEnergy Measure(Action work, bool gpu = false, string powercapFolder = PowercapMeter.SystemFolder)
    {
        ArgumentNullException.ThrowIfNull(work);
        List<string> absent = [];
        List<IEnergyMeter> meters = [.. PowercapMeter.OpenAll(powercapFolder, out string processorReason)];
        if (processorReason.Length > 0)
        {
            absent.Add(processorReason);
        }

        if (gpu)
        {
            if (NvmlMeter.TryOpen(0, out string gpuReason) is NvmlMeter meter)
            {
                meters.Add(meter);
            }
            else
            {
                absent.Add(gpuReason);
            }
        }

        try
        {
            long began = System.Diagnostics.Stopwatch.GetTimestamp();
            double[] before = [.. meters.Select(meter => meter.ReadJoules())];
            work();
            Dictionary<string, double> used = meters.Select((meter, i) => (meter.Name, Joules: meter.ReadJoules() - before[i])).ToDictionary(StringComparer.Ordinal);
            return new MachineEnergy(used, System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds, absent);
        }
        finally
        {
            meters.ForEach(meter => meter.Dispose());
        }
    }
}
