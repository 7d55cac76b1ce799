using System.Globalization;
using System.Text;
using System.Xml;

namespace EventStereo.Search.Architecture.Pictures;

/// <summary>
/// The text of a picture in SVG 1.1: white ground, generic fonts, no scripts, links or styles from outside. Numbers have at most two decimals and depend on no culture, so that one
/// picture is one sequence of bytes.
/// </summary>
internal sealed class SvgText
{
    /// <summary>The colour of text.</summary>
    public const string Ink = "#222222";

    private const string Font = "Helvetica, Arial, sans-serif";

    private readonly StringBuilder body = new();
    private readonly double width, height;

    /// <summary>A picture of a size in pixels with its title at the top, which also names it to readers who do not see it.</summary>
    public SvgText(double width, double height, string title)
    {
        (this.width, this.height) = (width, height);
        Line($"<title>{Escaped(title)}</title>");
        Line($"<rect width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"#ffffff\"/>");
        Text(20, 28, title, 16, bold: true);
    }

    /// <summary>A number as SVG writes it here.</summary>
    public static string Number(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text beginning at (x, y), its base line, or ending or centred there.</summary>
    public void Text(double x, double y, string text, double size = 12, string anchor = "start", string fill = Ink, bool bold = false) =>
        Line($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\" text-anchor=\"{anchor}\" fill=\"{fill}\"{(bold ? " font-weight=\"bold\"" : "")}>{Escaped(text)}</text>");

    /// <summary>Text in the middle of a white box with a border of its colour.</summary>
    public void Tag(double x, double y, string text, string colour)
    {
        double half = (text.Length * 3.4) + 6; // about half of a letter's width at 11 pixels
        Rectangle(x - half, y - 9, half * 2, 18, "#ffffff", colour, corner: 4);
        Text(x, y + 4, text, 11, "middle", colour);
    }

    /// <summary>A rectangle.</summary>
    public void Rectangle(double x, double y, double wide, double high, string fill, string stroke = "none", double corner = 0) =>
        Line($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(wide)}\" height=\"{Number(high)}\"{(corner > 0 ? $" rx=\"{Number(corner)}\"" : "")} fill=\"{fill}\" stroke=\"{stroke}\"/>");

    /// <summary>A disc with a border; <paramref name="opacity"/> is the filling's.</summary>
    public void Circle(double x, double y, double radius, string fill, string stroke, double strokeWidth = 1.5, double opacity = 1) =>
        Line($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{fill}\"{Opacity("fill-opacity", opacity)} stroke=\"{stroke}\" stroke-width=\"{Number(strokeWidth)}\"/>");

    /// <summary>A line through <paramref name="points"/>, straight or, between points side by side, bent so that it leaves and arrives level.</summary>
    public void Curve(IReadOnlyList<(double X, double Y)> points, string stroke, double strokeWidth, double opacity = 1, bool arrow = false, bool bent = true, bool dashed = false)
    {
        StringBuilder path = new($"M{Number(points[0].X)} {Number(points[0].Y)}");
        for (int i = 1; i < points.Count; i++)
        {
            double middle = (points[i - 1].X + points[i].X) / 2;
            path.Append(bent
                ? $" C{Number(middle)} {Number(points[i - 1].Y)} {Number(middle)} {Number(points[i].Y)} {Number(points[i].X)} {Number(points[i].Y)}"
                : $" L{Number(points[i].X)} {Number(points[i].Y)}");
        }

        Line($"<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{Number(strokeWidth)}\"{Opacity("stroke-opacity", opacity)}{(dashed ? " stroke-dasharray=\"4 4\"" : "")}/>");
        if (arrow)
        {
            (double x, double y) = points[^1];
            Line($"<path d=\"M{Number(x)} {Number(y)} L{Number(x - 8)} {Number(y - 4)} L{Number(x - 8)} {Number(y + 4)} Z\" fill=\"{stroke}\"/>");
        }
    }

    /// <summary>The complete text, a newline at its end.</summary>
    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Number(width)}\" height=\"{Number(height)}\" viewBox=\"0 0 {Number(width)} {Number(height)}\" font-family=\"{Font}\">\n{body}</svg>\n";

    private static string Opacity(string name, double opacity) => opacity < 1 ? $" {name}=\"{Number(opacity)}\"" : "";

    /// <summary>Names come from files: what has a meaning in XML is written as an entity, what XML cannot hold as a question mark.</summary>
    private static string Escaped(string text)
    {
        StringBuilder escaped = new();
        foreach (char c in text)
        {
            escaped.Append(c switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ when XmlConvert.IsXmlChar(c) && c >= ' ' => c.ToString(), _ => "?" });
        }

        return escaped.ToString();
    }

    private void Line(string text) => body.Append(text).Append('\n');
}
