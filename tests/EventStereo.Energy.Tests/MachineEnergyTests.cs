using EventStereo.Energy.Measurement;

namespace EventStereo.Energy.Tests;

/// <summary>The meters over a folder laid out as the kernel's, with numbers that the test knows.</summary>
public sealed class MachineEnergyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("powercap").FullName;

    [Fact]
    public void Joules_are_the_difference_of_two_readings()
    {
        Zone("intel-rapl:0", "package-0", 5_000_000, 10_000_000);

        MachineEnergy used = MachineEnergy.Measure(() => Set("intel-rapl:0", 7_500_000), powercapFolder: folder);

        Assert.Equal(2.5, used.Meters["processor package-0"], 1e-9);
        Assert.Empty(used.Absent);
    }

    [Fact]
    public void A_counter_that_wraps_goes_on()
    {
        Zone("intel-rapl:0", "package-0", 9_000_000, 10_000_000);

        MachineEnergy used = MachineEnergy.Measure(() => Set("intel-rapl:0", 500_000), powercapFolder: folder);

        Assert.Equal(1.5, used.Meters["processor package-0"], 1e-9);
    }

    [Fact]
    public void Parts_of_a_package_do_not_count_twice()
    {
        Zone("intel-rapl:0", "package-0", 0, 10);
        Zone("intel-rapl:0:0", "core", 0, 10);
        Zone("intel-rapl:1", "package-1", 0, 10);

        Assert.Equal(["processor package-0", "processor package-1"], PowercapMeter.OpenAll(folder, out string reason).Select(meter => meter.Name));
        Assert.Equal("", reason);
    }

    [Fact]
    public void A_machine_without_a_counter_says_so()
    {
        MachineEnergy used = MachineEnergy.Measure(() => { }, gpu: true, powercapFolder: Path.Combine(folder, "none"));

        Assert.Empty(used.Meters);
        Assert.Contains("none", used.Absent[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_counter_that_does_not_read_is_named()
    {
        Zone("intel-rapl:0", "package-0", 0, 10);
        File.WriteAllText(Path.Combine(folder, "intel-rapl:0", "energy_uj"), "soon\n");

        Assert.Empty(PowercapMeter.OpenAll(folder, out string reason));
        Assert.Contains("intel-rapl:0", reason, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Zone(string zone, string name, long energyUj, long rangeUj)
    {
        string path = Directory.CreateDirectory(Path.Combine(folder, zone)).FullName;
        File.WriteAllText(Path.Combine(path, "name"), name + "\n");
        File.WriteAllText(Path.Combine(path, "max_energy_range_uj"), $"{rangeUj}\n");
        Set(zone, energyUj);
    }

    private void Set(string zone, long energyUj) => File.WriteAllText(Path.Combine(folder, zone, "energy_uj"), $"{energyUj}\n");
}
