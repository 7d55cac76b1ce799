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
        string line = SheetDrawing.Fit(title, sheet.Width - (2 * Margin), SheetDrawing.TitleScale);
        SheetDrawing.Text(sheet, line, new Point(Margin, 23), SheetDrawing.TitleScale);
        for (int i = 0; i < panels.Count; i++)
        {
            Point corner = new(Margin + (i % columns * (cell.Width + Margin)), TitleHeight + (i / columns * cell.Height));
            Draw(sheet, panels[i], corner, cell);
        }

        return sheet;
    }

    private static void Draw(Mat sheet, Panel panel, Point corner, Size cell)
    {
        SheetDrawing.Text(sheet, SheetDrawing.Fit(panel.Caption, cell.Width), corner + new Point(0, CaptionHeight - 8));
        Rect place = new(corner.X, corner.Y + CaptionHeight, cell.Width, cell.Height - CaptionHeight - FooterHeight);
        using (Mat view = sheet.SubMat(place))
        {
            Cv2.Resize(panel.Image, view, place.Size, interpolation: InterpolationFlags.Nearest);
        }

        Point below = new(place.X, place.Bottom + 6);
        if (panel.Scale is not null)
        {
            SheetDrawing.Bar(sheet, panel.Scale, panel.Colors, below, cell.Width);
        }

        SheetDrawing.Legend(sheet, panel.Legend, below + new Point(0, 4));
    }
}
