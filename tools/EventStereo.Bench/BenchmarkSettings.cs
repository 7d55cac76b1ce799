namespace EventStereo.Bench;

/// <summary>What a benchmark is run with.</summary>
public sealed record BenchmarkSettings
{
    /// <summary>Size of the inputs as a part of the full ones that the README's numbers are of, above 0 to 10.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Measured rounds; the median of five passes over a slow one or two.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Threads of the work, of its limit and of its reference where that can use them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Seed of the inputs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A folder for input files, emptied after the run.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>The folder of the weights that ship with the program; null where there is none.</summary>
    public string? WeightsFolder { get; init; }

    /// <summary><paramref name="full"/> items at <see cref="Scale"/>, at least <paramref name="least"/>.</summary>
    public int Scaled(int full, int least = 1) => (int)Math.Clamp(full * Scale, least, int.MaxValue);
}
