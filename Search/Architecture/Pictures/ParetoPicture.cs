namespace EventStereo.Search.Architecture.Pictures;

/// <summary>Accuracy against energy of several networks, with the front of those that no other surpasses in both.</summary>
public static class ParetoPicture
{
    private const double WidthPx = 860, HeightPx = 560, LeftPx = 80, RightPx = 180, TopPx = 60, BottomPx = 60;
    private const string Grid = "#e3e3e3", FrontColour = "#1f5fa8", OtherColour = "#8a8a8a";

    /// <summary>The picture as SVG; equal arguments give equal texts.</summary>
    /// <param name="points">The networks, at least one.</param>
    /// <param name="accuracy">What the accuracy is, for its axis, such as <c>1PA, %</c>.</param>
    /// <param name="title">Written above it.</param>
    /// <exception cref="ArgumentException">No point, or one that is not finite.</exception>
    public static string Draw(IReadOnlyList<ParetoPoint> points, string accuracy, string title)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(accuracy);
        ArgumentNullException.ThrowIfNull(title);
        if (points.Count == 0 || !points.All(point => double.IsFinite(point.Mj) && double.IsFinite(point.AccuracyPercent)))
        {
            throw new ArgumentException($"of {points.Count} points there must be one at least, and all finite", nameof(points));
        }

        PlotAxis x = new(points.Select(point => point.Mj), LeftPx, WidthPx - RightPx);
        PlotAxis y = new(points.SelectMany(point => new[] { point.AccuracyPercent - (point.DeviationPercent ?? 0), point.AccuracyPercent + (point.DeviationPercent ?? 0) }), HeightPx - BottomPx, TopPx);
        SvgText svg = new(WidthPx, HeightPx, title);
        Axes(svg, x, y, accuracy);
        IReadOnlyList<ParetoPoint> front = ParetoPoint.Front(points);
        if (front.Count > 1)
        {
            svg.Curve([.. front.Select(point => (x.At(point.Mj), y.At(point.AccuracyPercent)))], FrontColour, 1.5, 0.5, bent: false, dashed: true);
        }

        foreach (ParetoPoint point in points)
        {
            string colour = front.Contains(point) ? FrontColour : OtherColour;
            double across = x.At(point.Mj);
            if (point.DeviationPercent is > 0 and var deviation)
            {
                svg.Curve([(across, y.At(point.AccuracyPercent - deviation)), (across, y.At(point.AccuracyPercent + deviation))], colour, 1.2, bent: false);
            }

            svg.Circle(across, y.At(point.AccuracyPercent), 4.5, colour, "#ffffff", 1);
        }

        Names(svg, points, front, x, y);
        return svg.ToString();
    }

    private static void Axes(SvgText svg, PlotAxis x, PlotAxis y, string accuracy)
    {
        double bottom = HeightPx - BottomPx, right = WidthPx - RightPx;
        foreach ((double value, string text) in x.Marks)
        {
            svg.Curve([(x.At(value), TopPx), (x.At(value), bottom)], Grid, 1, bent: false);
            svg.Text(x.At(value), bottom + 18, text, 11, "middle");
        }

        foreach ((double value, string text) in y.Marks)
        {
            svg.Curve([(LeftPx, y.At(value)), (right, y.At(value))], Grid, 1, bent: false);
            svg.Text(LeftPx - 8, y.At(value) + 4, text, 11, "end");
        }

        svg.Rectangle(LeftPx, TopPx, right - LeftPx, bottom - TopPx, "none", "#888888");
        svg.Text((LeftPx + right) / 2, bottom + 42, "energy of an inference, mJ", 12, "middle");
        svg.Text(LeftPx, TopPx - 8, accuracy);
    }

    /// <summary>Names stand right of their points, moved down where one would lie on another, with a thin line to the point.</summary>
    private static void Names(SvgText svg, IReadOnlyList<ParetoPoint> points, IReadOnlyList<ParetoPoint> front, PlotAxis x, PlotAxis y)
    {
        const double Height = 14, LetterPx = 6.2;
        List<(double Left, double Right, double Base)> taken = [];
        foreach (ParetoPoint point in points.OrderBy(point => y.At(point.AccuracyPercent)))
        {
            double left = x.At(point.Mj) + 9, width = point.Name.Length * LetterPx, own = y.At(point.AccuracyPercent) + 4, line = own;
            while (taken.Any(other => Math.Abs(other.Base - line) < Height && left < other.Right && other.Left < left + width))
            {
                line += 1;
            }

            taken.Add((left, left + width, line));
            if (line > own + 1)
            {
                svg.Curve([(left - 5, own - 4), (left - 1, line - 4)], OtherColour, 0.7, bent: false);
            }

            svg.Text(left, line, point.Name, 11, fill: front.Contains(point) ? FrontColour : SvgText.Ink);
        }
    }
}
