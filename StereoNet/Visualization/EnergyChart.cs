using System.Globalization;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// An energy report as bars: above, every energy model with the network's energy by where it goes and the equal-shape artificial network's beside it,
/// each model to its own scale; below, the layers by the first model.
/// </summary>
public static class EnergyChart
{
    private const int Width = 1000;
    private const int Margin = 16;
    private const int Row = 22;
    private const int BarHeight = 12;
    private const int Names = 250;
    private const int Numbers = 150;
    private const double TitleScale = 0.55;
    private const double TextScale = 0.42;
    private const HersheyFonts Font = HersheyFonts.HersheySimplex;
    private static readonly Scalar Artificial = Scalar.FromRgb(120, 124, 130);

    private static readonly (string Name, Scalar Color, Func<EnergyBreakdown, double> Mj)[] Parts =
    [
        ("synapse", Scalar.FromRgb(86, 156, 214), part => part.SynapseMj),
        ("neuron", Scalar.FromRgb(197, 134, 192), part => part.NeuronMj),
        ("weight", Scalar.FromRgb(220, 170, 90), part => part.WeightMj),
        ("state", Scalar.FromRgb(209, 105, 105), part => part.StateMj),
        ("input", Scalar.FromRgb(106, 176, 120), part => part.InputMj),
        ("output", Scalar.FromRgb(78, 201, 176), part => part.OutputMj),
    ];

    /// <summary>Draws the chart.</summary>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public static Mat Draw(EnergyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        int height = (5 * Row) + (report.Models.Count * ((2 * Row) - 4)) + (report.Layers.Count * (Row - 4));
        Mat chart = new(height + (2 * Margin), Width, MatType.CV_8UC3, Palette.Paper);
        int y = Margin;
        Text(chart, $"one inference of {report.Network}, mJ", Margin, y, TitleScale);
        y += Row;
        DrawLegend(chart, y);
        y += Row + 6;
        foreach (ModelEnergy model in report.Models)
        {
            double scale = Math.Max(model.TotalMj, model.ArtificialTotalMj ?? 0);
            Text(chart, model.Name, Margin, y, TextScale);
            DrawStack(chart, model.Breakdown, scale, y);
            Text(chart, Label(model.TotalMj), Width - Numbers, y, TextScale);
            y += Row - 4;
            if (model.ArtificialTotalMj is double artificial)
            {
                Bar(chart, Names, Length(artificial, scale), y, Artificial);
                Text(chart, $"{Label(artificial)}  x{model.Ratio?.ToString("F1", CultureInfo.InvariantCulture)}", Width - Numbers, y, TextScale);
            }

            y += Row;
        }

        ModelEnergy first = report.Models[0];
        y += 6;
        Text(chart, $"layers by {first.Name}", Margin, y, TitleScale);
        y += Row;
        double most = report.Layers.Max(layer => layer.ArtificialMj.GetValueOrDefault(first.Name, layer.Mj[first.Name]));
        foreach (LayerEnergy layer in report.Layers)
        {
            Text(chart, layer.Name, Margin, y, TextScale);
            Bar(chart, Names, Length(layer.ArtificialMj.GetValueOrDefault(first.Name), most), y, Artificial);
            Bar(chart, Names, Length(layer.Mj[first.Name], most), y, Parts[0].Color);
            Text(chart, Label(layer.Mj[first.Name]), Width - Numbers, y, TextScale);
            y += Row - 4;
        }

        return chart;
    }

    private static void DrawLegend(Mat chart, int y)
    {
        int x = Margin;
        foreach ((string name, Scalar color) in Parts.Select(part => (part.Name, part.Color)).Append(("without spikes", Artificial)))
        {
            Bar(chart, x, BarHeight, y, color);
            Text(chart, name, x + BarHeight + 5, y, TextScale);
            x += BarHeight + 22 + Cv2.GetTextSize(name, Font, TextScale, 1, out _).Width;
        }
    }

    private static void DrawStack(Mat chart, EnergyBreakdown breakdown, double scale, int y)
    {
        double sum = 0;
        foreach ((_, Scalar color, Func<EnergyBreakdown, double> mj) in Parts)
        {
            int from = Names + Length(sum, scale);
            sum += mj(breakdown);
            Bar(chart, from, Names + Length(sum, scale) - from, y, color);
        }
    }

    private static int Length(double mj, double scale) => scale > 0 ? (int)Math.Round(mj / scale * (Width - Names - Numbers - Margin)) : 0;

    private static string Label(double mj) => mj.ToString(mj >= 1 ? "F2" : "G3", CultureInfo.InvariantCulture);

    private static void Bar(Mat chart, int x, int length, int y, Scalar color)
    {
        if (length > 0)
        {
            Cv2.Rectangle(chart, new Rect(x, y, length, BarHeight), color, -1);
        }
    }

    private static void Text(Mat chart, string text, int x, int y, double scale) =>
        Cv2.PutText(chart, text, new Point(x, y + BarHeight - 1), Font, scale, Palette.Ink, 1, LineTypes.AntiAlias);
}
