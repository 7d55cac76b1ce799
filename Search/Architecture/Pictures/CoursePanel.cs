namespace EventStereo.Search.Architecture.Pictures;

/// <summary>One of several plots one above the other that share a horizontal axis of whole numbers: the course of something.</summary>
internal static class CoursePanel
{
    private const string Grid = "#e3e3e3";

    /// <summary>Draws a panel.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="area">Where it is, in pixels: its marks stand left of it and below.</param>
    /// <param name="name">What it shows, written above it.</param>
    /// <param name="lines">The lines, together with one point at least; the vertical axis shows all of them.</param>
    public static void Draw(SvgText svg, PlotAxis x, (double Left, double Top, double Right, double Bottom) area, string name, IReadOnlyList<PlotLine> lines)
    {
        PlotAxis y = new(lines.SelectMany(line => line.Points).Select(point => point.Y), area.Bottom, area.Top);
        foreach ((double at, string text) in y.Marks)
        {
            svg.Curve([(area.Left, y.At(at)), (area.Right, y.At(at))], Grid, 1, bent: false);
            svg.Text(area.Left - 8, y.At(at) + 4, text, 11, "end");
        }

        foreach ((double at, string text) in x.Marks.Where(mark => mark.Value == Math.Floor(mark.Value)))
        {
            svg.Curve([(x.At(at), area.Top), (x.At(at), area.Bottom)], Grid, 1, bent: false);
            svg.Text(x.At(at), area.Bottom + 16, text, 11, "middle");
        }

        svg.Rectangle(area.Left, area.Top, area.Right - area.Left, area.Bottom - area.Top, "none", "#888888");
        svg.Text(area.Left, area.Top - 8, name);
        foreach (PlotLine line in lines)
        {
            (double X, double Y)[] places = [.. line.Points.Select(point => (x.At(point.X), y.At(point.Y)))];
            if (places.Length > 1)
            {
                svg.Curve(places, line.Colour, 1.5, bent: false, dashed: line.Dashed);
            }

            foreach ((double across, double down) in line.Discs ? places : [])
            {
                svg.Circle(across, down, 4, line.Colour, "#ffffff", 1);
            }
        }
    }
}
