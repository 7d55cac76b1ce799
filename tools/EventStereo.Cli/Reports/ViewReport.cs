namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs view</c> wrote; <paramref name="Frames"/> are the rows of a comparison's sheet, null where there is none.</summary>
internal sealed record ViewReport(IReadOnlyList<string> Pictures, string? Animation, IReadOnlyDictionary<string, long> Dropped, IReadOnlyList<ViewedFrame>? Frames = null);
