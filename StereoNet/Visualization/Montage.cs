using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// Sets panels side by side under a title: caption above each picture, colour bar or legend below. Pictures are enlarged by whole
/// numbers, so a pixel of the sensor stays a sharp square.
/// </summary>
public static class Montage
{
    private const int Margin = 14;
    private const int TitleHeight = 34;
    private const int CaptionHeight = 24;
    private const int FooterHeight = 44;
    private const int BarHeight = 10;
    private const int Swatch = 10;
    private const double TitleScale = 0.55;
    private const double TextScale = 0.42;
    private const HersheyFonts Font = HersheyFonts.HersheySimplex;

    /// <summary>The enlargement that brings a picture of this width to about 360 px.</summary>
    public static int EnlargementFor(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return Math.Max(1, (int)Math.Round(360.0 / width, MidpointRounding.AwayFromZero));
    }

    /// <summary>The columns that make whole rows of a few panels: two for four of them, else at most three.</summary>
    public static int ColumnsFor(int panels) => panels == 4 ? 2 : Math.Min(panels, 3);

    /// <summary>Composes <paramref name="panels"/>, all of one size, row by row.</summary>
    /// <param name="panels">One or more panels; they stay the caller's.</param>
    /// <param name="title">A line of ASCII above all, cut at the picture's width.</param>
    /// <param name="columns">Panels in a row; 0 for <see cref="ColumnsFor"/>.</param>
    /// <param name="enlargement">How many times each pixel is repeated; 0 for <see cref="EnlargementFor"/> of the first panel.</param>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public static Mat Compose(IReadOnlyList<Panel> panels, string title, int columns = 0, int enlargement = 0)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(enlargement);
        if (panels.Count == 0 || panels.Any(panel => panel.Image.Size() != panels[0].Image.Size()))
        {
            throw new ArgumentException("one or more panels of one size are needed", nameof(panels));
        }

        int factor = enlargement > 0 ? enlargement : EnlargementFor(panels[0].Image.Width);
        Size cell = new(panels[0].Image.Width * factor, CaptionHeight + (panels[0].Image.Height * factor) + FooterHeight);
        columns = columns > 0 ? Math.Min(columns, panels.Count) : ColumnsFor(panels.Count);
        int rows = (panels.Count + columns - 1) / columns;
        Mat sheet = new(TitleHeight + (rows * cell.Height), Margin + (columns * (cell.Width + Margin)), MatType.CV_8UC3, Palette.Paper);
        Text(sheet, Fit(title, sheet.Width - (2 * Margin), TitleScale), new Point(Margin, 23), TitleScale);
        for (int i = 0; i < panels.Count; i++)
        {
            Point corner = new(Margin + (i % columns * (cell.Width + Margin)), TitleHeight + (i / columns * cell.Height));
            Draw(sheet, panels[i], corner, cell);
        }

        return sheet;
    }

    private static void Draw(Mat sheet, Panel panel, Point corner, Size cell)
    {
        Text(sheet, Fit(panel.Caption, cell.Width, TextScale), corner + new Point(0, CaptionHeight - 8), TextScale);
        Rect place = new(corner.X, corner.Y + CaptionHeight, cell.Width, cell.Height - CaptionHeight - FooterHeight);
        using (Mat view = sheet.SubMat(place))
        {
            Cv2.Resize(panel.Image, view, place.Size, interpolation: InterpolationFlags.Nearest);
        }

        Point below = new(place.X, place.Bottom + 6);
        if (panel.Scale is not null)
        {
            DrawBar(sheet, panel.Scale, panel.Colors, below, cell.Width);
        }

        DrawLegend(sheet, panel.Legend, below);
    }

    private static void DrawBar(Mat sheet, ColorScale scale, IReadOnlyList<Vec3b> colors, Point at, int width)
    {
        using (Mat bar = sheet.SubMat(new Rect(at.X, at.Y, width, BarHeight)))
        {
            for (int y = 0; y < BarHeight; y++)
            {
                Span<Vec3b> row = bar.RowSpan<Vec3b>(y);
                for (int x = 0; x < width; x++)
                {
                    row[x] = colors[(int)((x / (width - 1.0) * (colors.Count - 1)) + 0.5)];
                }
            }
        }

        IReadOnlyList<double> ticks = scale.Ticks();
        for (int i = 0; i < ticks.Count; i++)
        {
            int x = at.X + (int)Math.Round(scale.Position(ticks[i]) * (width - 1));
            Cv2.Line(sheet, new Point(x, at.Y + BarHeight), new Point(x, at.Y + BarHeight + 3), Palette.Ink);
            string label = ColorScale.Label(ticks[i]) + (i == ticks.Count - 1 ? " " + scale.Unit : string.Empty);
            int length = Cv2.GetTextSize(label, Font, TextScale, 1, out _).Width;
            int start = Math.Clamp(x - (length / 2), at.X, at.X + width - length);
            Text(sheet, label, new Point(start, at.Y + BarHeight + 18), TextScale);
        }
    }

    private static void DrawLegend(Mat sheet, IReadOnlyList<(Vec3b Color, string Meaning)> legend, Point at)
    {
        int x = at.X;
        foreach ((Vec3b color, string meaning) in legend)
        {
            Cv2.Rectangle(sheet, new Rect(x, at.Y + 4, Swatch, Swatch), new Scalar(color.Item0, color.Item1, color.Item2), -1);
            Text(sheet, meaning, new Point(x + Swatch + 5, at.Y + 4 + Swatch), TextScale);
            x += Swatch + 5 + Cv2.GetTextSize(meaning, Font, TextScale, 1, out _).Width + 16;
        }
    }

    private static string Fit(string text, int width, double scale)
    {
        while (text.Length > 0 && Cv2.GetTextSize(text, Font, scale, 1, out _).Width > width)
        {
            text = text[..^1];
        }

        return text;
    }

    private static void Text(Mat sheet, string text, Point at, double scale) =>
        Cv2.PutText(sheet, text, at, Font, scale, Palette.Ink, 1, LineTypes.AntiAlias);
}
