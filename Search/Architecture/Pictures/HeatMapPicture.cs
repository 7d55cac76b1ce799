using System.Globalization;

namespace EventStereo.Search.Architecture.Pictures;

/// <summary>Probabilities over the epochs of a search as a heat map: a row for each candidate, grouped by choice, a column for each epoch, white for 0 and dark blue for 1.</summary>
public static class HeatMapPicture
{
    private const int MaxColumns = 400;
    private const double RowPx = 15, GroupGapPx = 6, LeftPx = 220, TopPx = 64, WidthPx = 560;

    /// <summary>The picture as SVG; equal arguments give equal texts. Of more than 400 epochs every n-th is shown, and the last.</summary>
    /// <param name="rows">The rows, those of one choice one after the other; as many values as epochs.</param>
    /// <param name="epochs">Number of each epoch, at least one.</param>
    /// <param name="title">Written above it.</param>
    /// <exception cref="ArgumentException">No row, no epoch, or a row of another length.</exception>
    public static string Draw(IReadOnlyList<HeatMapRow> rows, IReadOnlyList<int> epochs, string title)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(title);
        if (rows.Count == 0 || epochs.Count == 0 || rows.Any(row => row.Values.Count != epochs.Count))
        {
            throw new ArgumentException($"{rows.Count} rows do not each have a value for {epochs.Count} epochs, at least one", nameof(rows));
        }

        int[] shown = Shown(epochs.Count);
        double cell = Math.Clamp(WidthPx / shown.Length, 1.5, 40);
        int groups = rows.Zip(rows.Skip(1)).Count(pair => pair.First.Group != pair.Second.Group);
        double bottom = TopPx + (rows.Count * RowPx) + (groups * GroupGapPx), width = cell * shown.Length;
        SvgText svg = new(Math.Max(LeftPx + width + 30, LeftPx + 320), bottom + 90, title);
        double y = TopPx;
        for (int i = 0; i < rows.Count; i++)
        {
            bool begins = i == 0 || rows[i].Group != rows[i - 1].Group;
            y += begins && i > 0 ? GroupGapPx : 0;
            Row(svg, rows[i], begins, shown, cell, y);
            y += RowPx;
        }

        Axis(svg, epochs, shown, cell, bottom);
        Legend(svg, bottom + 52);
        return svg.ToString();
    }

    /// <summary>The colour of a probability: white, light, middle and dark blue at 0, 1/3, 2/3 and 1, linear between.</summary>
    internal static string ColourOf(double probability)
    {
        (int R, int G, int B)[] stops = [(255, 255, 255), (175, 205, 235), (65, 130, 195), (8, 40, 105)];
        double at = Math.Clamp(probability, 0, 1) * (stops.Length - 1);
        int below = Math.Min((int)at, stops.Length - 2);
        double share = at - below;
        (int r0, int g0, int b0) = stops[below];
        (int r1, int g1, int b1) = stops[below + 1];
        return $"#{Mixed(r0, r1):x2}{Mixed(g0, g1):x2}{Mixed(b0, b1):x2}";

        int Mixed(int from, int to) => (int)Math.Round(from + (share * (to - from)), MidpointRounding.AwayFromZero);
    }

    private static int[] Shown(int epochs)
    {
        int every = ((epochs - 1) / MaxColumns) + 1;
        return [.. Enumerable.Range(0, epochs).Where(i => i % every == 0 || i == epochs - 1)];
    }

    private static void Row(SvgText svg, HeatMapRow row, bool begins, int[] shown, double cell, double y)
    {
        if (begins)
        {
            svg.Text(20, y + 11, row.Group, 11, bold: true);
        }

        svg.Text(LeftPx - 8, y + 11, row.Label, 11, "end");
        for (int i = 0; i < shown.Length; i++)
        {
            svg.Rectangle(LeftPx + (i * cell), y, cell, RowPx, ColourOf(row.Values[shown[i]]));
        }

        svg.Rectangle(LeftPx, y, cell * shown.Length, RowPx, "none", "#cccccc");
    }

    private static void Axis(SvgText svg, IReadOnlyList<int> epochs, int[] shown, double cell, double bottom)
    {
        int every = Math.Max(1, (int)Math.Ceiling(40 / cell));
        for (int i = 0; i < shown.Length; i++)
        {
            if (i % every == 0)
            {
                svg.Text(LeftPx + ((i + 0.5) * cell), bottom + 16, epochs[shown[i]].ToString(CultureInfo.InvariantCulture), 11, "middle");
            }
        }

        svg.Text(LeftPx + (shown.Length * cell / 2), bottom + 34, "epoch", 12, "middle");
    }

    private static void Legend(SvgText svg, double y)
    {
        const int Steps = 32;
        for (int i = 0; i < Steps; i++)
        {
            svg.Rectangle(LeftPx + (i * 6), y, 6, 12, ColourOf(i / (Steps - 1.0)));
        }

        svg.Rectangle(LeftPx, y, Steps * 6, 12, "none", "#888888");
        svg.Text(LeftPx, y + 26, "0", 11, "middle");
        svg.Text(LeftPx + (Steps * 3), y + 26, "0.5", 11, "middle");
        svg.Text(LeftPx + (Steps * 6), y + 26, "1", 11, "middle");
        svg.Text(LeftPx + (Steps * 6) + 14, y + 11, "probability");
    }
}
