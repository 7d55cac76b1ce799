namespace EventStereo.Search.Architecture.Pictures;

/// <summary>The course of a search: accuracy and energy of its epochs' architectures, one above the other.</summary>
public static class SearchCurvePicture
{
    private const double WidthPx = 760, HeightPx = 560, LeftPx = 80, RightPx = 30, TopPx = 60, PanelPx = 190, GapPx = 50;
    private const string Colour = "#1f5fa8";

    /// <summary>The picture as SVG; equal arguments give equal texts.</summary>
    /// <param name="points">The epochs, at least one, rising.</param>
    /// <param name="accuracy">What the accuracy is, such as <c>1PA, %</c>.</param>
    /// <param name="title">Written above it.</param>
    /// <exception cref="ArgumentException">No point, one that is not finite, or epochs that do not rise.</exception>
    public static string Draw(IReadOnlyList<SnapshotPoint> points, string accuracy, string title)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(accuracy);
        ArgumentNullException.ThrowIfNull(title);
        if (points.Count == 0 || !points.All(point => double.IsFinite(point.Mj) && double.IsFinite(point.AccuracyPercent)) || points.Zip(points.Skip(1)).Any(pair => pair.Second.Epoch <= pair.First.Epoch))
        {
            throw new ArgumentException($"of {points.Count} epochs there must be one at least, all finite and rising", nameof(points));
        }

        PlotAxis x = new(points.Select(point => (double)point.Epoch), LeftPx, WidthPx - RightPx);
        SvgText svg = new(WidthPx, HeightPx, title);
        Panel(svg, x, TopPx, accuracy, points, point => point.AccuracyPercent);
        Panel(svg, x, TopPx + PanelPx + GapPx, "energy of an inference, mJ", points, point => point.Mj);
        svg.Text((LeftPx + WidthPx - RightPx) / 2, TopPx + (2 * PanelPx) + GapPx + 42, "epoch of the search", 12, "middle");
        return svg.ToString();
    }

    private static void Panel(SvgText svg, PlotAxis x, double top, string name, IReadOnlyList<SnapshotPoint> points, Func<SnapshotPoint, double> value) =>
        CoursePanel.Draw(svg, x, (LeftPx, top, WidthPx - RightPx, top + PanelPx), name, [new PlotLine([.. points.Select(point => ((double)point.Epoch, value(point)))], Colour)]);
}
