using System.Globalization;

namespace EventStereo.Energy.Measurement;

/// <summary>
/// The energy counter of a processor package through Linux' powercap interface (Intel RAPL, and AMD's equivalent): <c>energy_uj</c> of each
/// <c>intel-rapl:N</c> zone, a counter of microjoules that wraps at <c>max_energy_range_uj</c>. Read it at least once a minute: more than one
/// wrap in between cannot be seen. (Linux kernel documentation, power/powercap.)
/// </summary>
public sealed class PowercapMeter : IEnergyMeter
{
    /// <summary>Where the kernel keeps the zones.</summary>
    public const string SystemFolder = "/sys/class/powercap";

    private const double JoulesPerUj = 1e-6;
    private readonly string counterPath;
    private readonly long rangeUj;
    private long lastUj;
    private double joules;

    private PowercapMeter(string name, string counterPath, long rangeUj)
    {
        Name = name;
        this.counterPath = counterPath;
        this.rangeUj = rangeUj;
        lastUj = ReadCounter(counterPath);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>
    /// Opens a meter for every processor package. An empty list has a reason: no such interface (a virtual machine, another processor), or
    /// no right to read it (the kernel lets only root read it).
    /// </summary>
    /// <param name="folder">The interface's folder.</param>
    /// <param name="reason">Why there is no meter; empty if there is one.</param>
    public static IReadOnlyList<PowercapMeter> OpenAll(string folder, out string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        List<PowercapMeter> meters = [];
        reason = $"no processor energy counter under {folder} (a virtual machine, or a processor without one)";
        if (!Directory.Exists(folder))
        {
            return meters;
        }

        foreach (string zone in Directory.GetDirectories(folder, "intel-rapl:*").Order(StringComparer.Ordinal))
        {
            // intel-rapl:0 is a package; intel-rapl:0:1 a part of it, which the package's counter holds already.
            if (Path.GetFileName(zone).Count(character => character == ':') != 1)
            {
                continue;
            }

            try
            {
                long range = ReadCounter(Path.Combine(zone, "max_energy_range_uj"));
                meters.Add(new PowercapMeter($"processor {File.ReadAllText(Path.Combine(zone, "name")).Trim()}", Path.Combine(zone, "energy_uj"), range));
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or FormatException)
            {
                reason = $"the processor's energy counter {zone} does not read ({exception.Message}); the kernel lets only root read it";
            }
        }

        reason = meters.Count > 0 ? "" : reason;
        return meters;
    }

    /// <inheritdoc/>
    public double ReadJoules()
    {
        long nowUj = ReadCounter(counterPath);
        long usedUj = nowUj - lastUj;
        joules += (usedUj >= 0 ? usedUj : usedUj + rangeUj) * JoulesPerUj;
        lastUj = nowUj;
        return joules;
    }

    /// <summary>Does nothing: the counter is a file opened for each reading.</summary>
    public void Dispose()
    {
    }

    private static long ReadCounter(string path) => long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
}
