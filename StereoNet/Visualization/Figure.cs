using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// Pictures in rows and columns, as in a paper: a header above each column, a label left of each row, a note below each picture, and
/// at the foot colour bars and a legend that hold for all. Pictures are enlarged by whole numbers.
/// </summary>
/// <param name="Title">A line above all, cut at the picture's width.</param>
/// <param name="Subtitle">A smaller line below it, cut likewise.</param>
/// <param name="Headers">One a column, broken into two lines at most.</param>
/// <param name="Bars">Colour bars with their names.</param>
/// <param name="Legend">Colours with their meaning.</param>
public sealed record Figure(
    string Title, string Subtitle, IReadOnlyList<string> Headers, IReadOnlyList<(string Name, ColorScale Scale, IReadOnlyList<Vec3b> Colors)> Bars, IReadOnlyList<(Vec3b Color, string Meaning)> Legend)
{
    private const int Margin = 14;
    private const int Gap = 8;
    private const int LabelWidth = 66;
    private const int TitleHeight = 52;
    private const int LineHeight = 17;
    private const int HeaderLines = 2;
    private const int HeaderHeight = (HeaderLines * LineHeight) + 6;
    private const int NoteHeight = 24;
    private const int LegendHeight = 24;
    private const int BarNameWidth = 104;
    private const int WidestBar = 360;
    private const int LeastCell = 260;

    /// <summary>Composes <paramref name="rows"/>, whose panels are all of one size and as many as there are headers.</summary>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public Mat Compose(IReadOnlyList<FigureRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (Headers.Count == 0 || rows.Count == 0 || rows.Any(row => row.Panels.Count != Headers.Count || row.Panels.Any(panel => panel.Image.Size() != rows[0].Panels[0].Image.Size())))
        {
            throw new ArgumentException("rows of as many panels as headers, all of one size, are needed", nameof(rows));
        }

        Size pixels = rows[0].Panels[0].Image.Size();
        int factor = Math.Max(1, (int)Math.Round((double)LeastCell / pixels.Width, MidpointRounding.AwayFromZero));
        Size cell = new(pixels.Width * factor, pixels.Height * factor);
        int width = Margin + LabelWidth + (Headers.Count * (cell.Width + Gap)) - Gap + Margin;
        int top = TitleHeight + HeaderHeight, foot = top + (rows.Count * (cell.Height + NoteHeight));
        Mat sheet = new(foot + FootHeight(width), width, MatType.CV_8UC3, Palette.Paper);
        SheetDrawing.Text(sheet, SheetDrawing.Fit(Title, width - (2 * Margin), SheetDrawing.TitleScale), new Point(Margin, 23), SheetDrawing.TitleScale);
        SheetDrawing.Text(sheet, SheetDrawing.Fit(Subtitle, width - (2 * Margin)), new Point(Margin, 43));
        for (int i = 0; i < Headers.Count; i++)
        {
            DrawHeader(sheet, Headers[i], Left(i, cell), cell.Width);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            DrawRow(sheet, rows[i], top + (i * (cell.Height + NoteHeight)), cell);
        }

        DrawFoot(sheet, foot);
        return sheet;
    }

    private static int Left(int column, Size cell) => Margin + LabelWidth + (column * (cell.Width + Gap));

    /// <summary>Headers of one line stand directly above their column.</summary>
    private static void DrawHeader(Mat sheet, string header, int left, int width)
    {
        IReadOnlyList<string> lines = SheetDrawing.Wrap(header, width, HeaderLines);
        for (int i = 0; i < lines.Count; i++)
        {
            SheetDrawing.Text(sheet, lines[i], new Point(left, TitleHeight + ((HeaderLines - lines.Count + i + 1) * LineHeight) - 2));
        }
    }

    private static void DrawRow(Mat sheet, FigureRow row, int top, Size cell)
    {
        SheetDrawing.Text(sheet, SheetDrawing.Fit(row.Label, LabelWidth - 4), new Point(Margin, top + (cell.Height / 2) + 5));
        for (int i = 0; i < row.Panels.Count; i++)
        {
            Rect place = new(Left(i, cell), top, cell.Width, cell.Height);
            using (Mat view = sheet.SubMat(place))
            {
                Cv2.Resize(row.Panels[i].Image, view, place.Size, interpolation: InterpolationFlags.Nearest);
            }

            SheetDrawing.Text(sheet, SheetDrawing.Fit(row.Panels[i].Caption, cell.Width), new Point(place.X, place.Bottom + 15));
        }
    }

    /// <summary>Bars side by side where the sheet is wide enough for it, else below each other.</summary>
    private static int BarsARow(int width) => Math.Max(1, (width - (2 * Margin)) / (BarNameWidth + WidestBar + (2 * Margin)));

    private int FootHeight(int width) => Margin + ((Bars.Count + BarsARow(width) - 1) / BarsARow(width) * SheetDrawing.BarSpace) + (Legend.Count > 0 ? LegendHeight : 0);

    private void DrawFoot(Mat sheet, int top)
    {
        int across = BarsARow(sheet.Width), y = top + 8;
        for (int i = 0; i < Bars.Count; i++)
        {
            Point at = new(Margin + (i % across * (BarNameWidth + WidestBar + (2 * Margin))), y + (i / across * SheetDrawing.BarSpace));
            SheetDrawing.Text(sheet, Bars[i].Name, at + new Point(0, 9));
            SheetDrawing.Bar(sheet, Bars[i].Scale, Bars[i].Colors, at + new Point(BarNameWidth, 0), Math.Min(WidestBar, sheet.Width - at.X - BarNameWidth - Margin));
        }

        SheetDrawing.Legend(sheet, Legend, new Point(Margin, sheet.Height - LegendHeight));
    }
}
