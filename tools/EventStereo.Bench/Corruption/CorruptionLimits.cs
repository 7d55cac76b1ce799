namespace EventStereo.Bench.Corruption;

/// <summary>What reading a damaged file may cost at most.</summary>
public static class CorruptionLimits
{
    /// <summary>Longest time of one file; a reader that takes longer hangs.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Managed memory allocated while one file is opened, described and read to its end.</summary>
    public const long AllocatedBytes = 256L << 20;

    /// <summary>Resident memory of the reading process at its greatest, which counts native libraries too.</summary>
    public const long ResidentBytes = 512L << 20;
}
