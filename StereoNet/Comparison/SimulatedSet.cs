using EventStereo.EventIO.Simulation;

namespace EventStereo.StereoNet.Comparison;

/// <summary>Recordings that a preset and a seed make, the same wherever they are made.</summary>
public sealed record SimulatedSet
{
    private const string FileName = "scene.hdf5";

    /// <summary>Name of a preset of the simulator.</summary>
    public string Preset { get; init; } = "training";

    /// <summary>Length of a recording, ms; null takes the preset's.</summary>
    public int? DurationMs { get; init; }

    /// <summary>Number of recordings.</summary>
    public int Count { get; init; } = 60;

    /// <summary>Seed that those of the recordings derive from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Every problem of the settings, which are those of <paramref name="key"/>; none when empty.</summary>
    public IReadOnlyList<string> Validate(string key)
    {
        List<string> problems = [];
        if (!SimulationPresets.Names.Contains(Preset))
        {
            problems.Add($"{key}.preset is '{Preset}', not {string.Join(" or ", SimulationPresets.Names)}");
        }

        if (DurationMs is < 50 or > 600_000)
        {
            problems.Add($"{key}.durationMs is {DurationMs}, not 50 to 600,000");
        }

        if (Count is < 1 or > 100_000)
        {
            problems.Add($"{key}.count is {Count}, not 1 to 100,000");
        }

        return problems;
    }

    /// <summary>The file of recording <paramref name="index"/> in <paramref name="folder"/>.</summary>
    public static string PathOf(string folder, int index) => SimulationBatch.PathOf(Path.Combine(folder, FileName), index);

    /// <summary>Makes the recordings that are not yet in <paramref name="folder"/>.</summary>
    /// <exception cref="IOException">A file cannot be written; those before it are complete.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the recordings so far are complete.</exception>
    public void Make(string folder, int threads, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        int present = 0;
        while (present < Count && File.Exists(PathOf(folder, present)))
        {
            present++;
        }

        SimulationConfig preset = SimulationPresets.Find(Preset);
        SimulationConfig config = DurationMs is int duration ? preset with { DurationMs = duration } : preset;
        SimulationBatch.WriteFiles(config, Seed, Count, Path.Combine(folder, FileName), threads, present, progress, cancellation);
    }
}
