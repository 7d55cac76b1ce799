namespace EventStereo.StereoNet.Inference;

/// <summary>How a recording is streamed through a network.</summary>
public sealed record StreamOptions
{
    /// <summary>Where the first window begins; null for the recording's beginning.</summary>
    public long? FromUs { get; init; }

    /// <summary>Where the last window ends at the latest; null for the recording's end.</summary>
    public long? ToUs { get; init; }

    /// <summary>Length of a window; null for what the network was trained with.</summary>
    public long? WindowUs { get; init; }

    /// <summary>First windows that are run and not counted: code is compiled, pages and caches are filled. Three are enough for every part to have reached its pace.</summary>
    public int WarmUpWindows { get; init; } = 3;

    /// <summary>Time from a window's end to when its map must be there, ms; null for the length of a window, that is when the next one ends.</summary>
    public double? BudgetMs { get; init; }

    /// <summary>Whether to wait for each window's end on the recording's clock, as behind a live camera; else windows follow without a pause.</summary>
    public bool RealTime { get; init; }
}
