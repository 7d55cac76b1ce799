namespace EventStereo.Search.Architecture.Pictures;

/// <summary>A line of a plot, in the units of its axes.</summary>
/// <param name="Points">From left to right.</param>
/// <param name="Colour">Of line and discs.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
/// <param name="Discs">Whether there is a disc at each point.</param>
internal sealed record PlotLine(IReadOnlyList<(double X, double Y)> Points, string Colour, bool Dashed = false, bool Discs = true);
