namespace EventStereo.StereoNet.Visualization;

/// <summary>A row of a <see cref="Figure"/>, which owns its panels; a panel's caption stands below it.</summary>
/// <param name="Label">What stands left of the row.</param>
/// <param name="Panels">One a column.</param>
public sealed record FigureRow(string Label, IReadOnlyList<Panel> Panels) : IDisposable
{
    /// <summary>Frees the panels.</summary>
    public void Dispose()
    {
        foreach (Panel panel in Panels)
        {
            panel.Dispose();
        }
    }
}
