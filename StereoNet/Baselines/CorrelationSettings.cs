namespace EventStereo.StereoNet.Baselines;

/// <summary>Settings of <see cref="CorrelationBaseline"/>.</summary>
public sealed record CorrelationSettings
{
    /// <summary>Side of the window in px, odd.</summary>
    public int Window { get; init; } = 9;

    /// <summary>Rows up and down by which the right camera may be misaligned; each is tried and the best match wins.</summary>
    public int RowReach { get; init; }

    /// <summary>Everything that is wrong with the settings; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        if (Window is < 1 or > 255 || Window % 2 == 0)
        {
            problems.Add($"Window is {Window}: an odd number from 1 to 255 is needed");
        }

        if (RowReach is < 0 or > 16)
        {
            problems.Add($"RowReach is {RowReach}: 0 to 16 rows are possible");
        }

        return problems;
    }
}
