namespace EventStereo.Search.Architecture.Pictures;

/// <summary>
/// A cell as a graph, as in the paper's figure 1: inputs at the left, nodes as far right as their longest way from an input, edges labelled with their operation and coloured by it, the
/// concatenated output at the right.
/// </summary>
public static class CellPicture
{
    private const double ColumnPx = 190, SlotPx = 64, LeftPx = 70, TopPx = 60, NodePx = 20;

    /// <summary>The picture as SVG; equal cells and titles give equal texts.</summary>
    public static string Draw(CellGenotype cell, string title)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(title);
        CellLayout layout = CellLayout.Of(cell);
        double width = (LeftPx * 2) + ((layout.Columns - 1) * ColumnPx), height = TopPx + (Math.Max(2, layout.Slots) * SlotPx) + 24;
        SvgText svg = new(Math.Max(width, 160 + (title.Length * 6)), height, title);
        foreach (CellLayout.Wire wire in layout.Wires)
        {
            (double X, double Y)[] points = [.. wire.Places.Select(Point)];
            points[0].X += NodePx;
            points[^1].X -= NodePx + 1;
            string colour = wire.Operation is { } operation ? ColourOf(operation) : "#999999";
            svg.Curve(points, colour, wire.Operation is null ? 1 : 2, arrow: true, dashed: wire.Operation is null or CellOperation.SkipConnect);
        }

        foreach (((double x, double y), CellOperation operation) in Labels(layout))
        {
            svg.Tag(x, y, CellOperationNames.Of(operation), ColourOf(operation));
        }

        foreach ((string name, CellLayout.Place place) in layout.Boxes)
        {
            (double x, double y) = Point(place);
            bool isNode = name[0] == 'n';
            svg.Circle(x, y, NodePx, isNode ? "#fff4cc" : "#e8eef5", SvgText.Ink);
            svg.Text(x, y + 4, name, 12, "middle", bold: true);
        }

        return svg.ToString();

        (double X, double Y) Point(CellLayout.Place place) => (LeftPx + (place.Column * ColumnPx), TopPx + ((place.Slot + 0.5) * SlotPx));
    }

    /// <summary>The colour of an operation: told apart by people who do not see red and green alike (Okabe and Ito, 2008).</summary>
    internal static string ColourOf(CellOperation operation) => operation switch
    {
        CellOperation.SkipConnect => "#555555",
        CellOperation.SpikingConvB3 => "#0072b2",
        CellOperation.SpikingConvB5 => "#d55e00",
        CellOperation.SpikingConv3 => "#009e73",
        CellOperation.SpikingConv5 => "#aa4499",
        _ => "#886600",
    };

    /// <summary>A label at the middle of each edge's last part; those between the same columns are pushed apart where they would overlap.</summary>
    private static IEnumerable<((double X, double Y) At, CellOperation Operation)> Labels(CellLayout layout)
    {
        const double Apart = 22;
        var byGap = layout.Wires.Where(wire => wire.Operation is not null).GroupBy(wire => wire.Places[^1].Column).OrderBy(group => group.Key);
        foreach (var gap in byGap)
        {
            double next = double.NegativeInfinity;
            foreach (CellLayout.Wire wire in gap.OrderBy(wire => wire.Places[^1].Slot + wire.Places[^2].Slot).ThenBy(wire => wire.Places[^2].Slot))
            {
                double middle = TopPx + (((wire.Places[^1].Slot + wire.Places[^2].Slot + 1) / 2) * SlotPx);
                double y = Math.Max(middle, next);
                next = y + Apart;
                yield return ((LeftPx + ((gap.Key - 0.5) * ColumnPx), y), wire.Operation ?? default);
            }
        }
    }
}
