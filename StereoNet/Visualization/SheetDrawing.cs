using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>Words, colour bars and legends of all sheets, in one hand.</summary>
internal static class SheetDrawing
{
    /// <summary>Size of text beside pictures.</summary>
    public const double TextScale = 0.42;

    /// <summary>Size of a sheet's title.</summary>
    public const double TitleScale = 0.55;

    /// <summary>Rows that a colour bar takes with its ticks and numbers.</summary>
    public const int BarSpace = 36;

    private const int BarHeight = 10;
    private const int Swatch = 10;
    private const char Unknown = '?';
    private const HersheyFonts Font = HersheyFonts.HersheySimplex;

    /// <summary>Writes a line; <paramref name="at"/> is where its letters stand. The font has ASCII alone, other letters become question marks.</summary>
    public static void Text(Mat sheet, string text, Point at, double scale = TextScale) =>
        Cv2.PutText(sheet, Ascii(text), at, Font, scale, Palette.Ink, 1, LineTypes.AntiAlias);

    /// <summary>Columns that a line takes.</summary>
    public static int WidthOf(string text, double scale = TextScale) => Cv2.GetTextSize(Ascii(text), Font, scale, 1, out _).Width;

    /// <summary>As much of the beginning of <paramref name="text"/> as <paramref name="width"/> holds.</summary>
    public static string Fit(string text, int width, double scale = TextScale)
    {
        while (text.Length > 0 && WidthOf(text, scale) > width)
        {
            text = text[..^1];
        }

        return text;
    }

    /// <summary>Breaks <paramref name="text"/> between words into at most <paramref name="lines"/> lines; the last one is cut.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width, int lines)
    {
        List<string> done = [];
        string line = string.Empty;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || WidthOf(longer) <= width || done.Count == lines - 1)
            {
                line = longer;
                continue;
            }

            done.Add(Fit(line, width));
            line = word;
        }

        return [.. done, Fit(line, width)];
    }

    /// <summary>Draws a colour bar with ticks and numbers below it.</summary>
    public static void Bar(Mat sheet, ColorScale scale, IReadOnlyList<Vec3b> colors, Point at, int width)
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
            int length = WidthOf(label);
            int start = Math.Clamp(x - (length / 2), at.X, at.X + width - length);
            Text(sheet, label, new Point(start, at.Y + BarHeight + 18));
        }
    }

    /// <summary>Draws swatches with their meaning, from left to right.</summary>
    public static void Legend(Mat sheet, IReadOnlyList<(Vec3b Color, string Meaning)> legend, Point at)
    {
        int x = at.X;
        foreach ((Vec3b color, string meaning) in legend)
        {
            Cv2.Rectangle(sheet, new Rect(x, at.Y, Swatch, Swatch), new Scalar(color.Item0, color.Item1, color.Item2), -1);
            Text(sheet, meaning, new Point(x + Swatch + 5, at.Y + Swatch));
            x += Swatch + 5 + WidthOf(meaning) + 16;
        }
    }

    private static string Ascii(string text) => string.Create(text.Length, text, (letters, source) =>
    {
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = source[i] is >= ' ' and <= '~' ? source[i] : Unknown;
        }
    });
}
