using System.Globalization;
using EventStereo.Search.Architecture.History;

namespace EventStereo.Search.Architecture.Pictures;

/// <summary>
/// How surrogate gradients evolved: temperature over training steps, a line for each layer. Each family has a plot of its own, since their temperatures measure different things; a layer's line is
/// in the plot of the family that it had.
/// </summary>
public static class SurrogatePicture
{
    private const int MaxPoints = 1000, Ticks = 5;
    private const double LeftPx = 64, TopPx = 64, WidthPx = 600, HeightPx = 260, GapPx = 64, LegendRowPx = 17, LegendWidthPx = 260;

    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22"];

    /// <summary>The picture as SVG; equal arguments give equal texts. Of more than 1000 evaluations every n-th is shown, and the last.</summary>
    /// <param name="history">The log, of at least one step.</param>
    /// <param name="title">Written above it.</param>
    /// <exception cref="ArgumentException">The log has no step.</exception>
    public static string Draw(SurrogateHistory history, string title)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(title);
        if (history.Steps.Count == 0)
        {
            throw new ArgumentException("the log has no step", nameof(history));
        }

        SurrogateStep[] steps = Shown(history.Steps);
        SurrogateKind[] families = [.. steps.SelectMany(step => step.Surrogates).Select(surrogate => surrogate.Kind).Distinct().Order()];
        double height = Math.Max(families.Length * (HeightPx + GapPx), (history.Layers.Count * LegendRowPx) + 20);
        SvgText svg = new(LeftPx + WidthPx + LegendWidthPx, TopPx + height, title);
        for (int i = 0; i < families.Length; i++)
        {
            Plot(svg, steps, families[i], history.Layers.Count, TopPx + (i * (HeightPx + GapPx)));
        }

        Legend(svg, history.Layers, steps[^1]);
        return svg.ToString();
    }

    private static SurrogateStep[] Shown(IReadOnlyList<SurrogateStep> steps)
    {
        int every = ((steps.Count - 1) / MaxPoints) + 1;
        return [.. steps.Where((_, i) => i % every == 0 || i == steps.Count - 1)];
    }

    private static void Plot(SvgText svg, SurrogateStep[] steps, SurrogateKind family, int layers, double top)
    {
        double[] values = [.. steps.SelectMany(step => step.Surrogates).Where(surrogate => surrogate.Kind == family).Select(surrogate => (double)surrogate.Temperature)];
        (double low, double high, double tick) = Scale(values.Min(), values.Max());
        double last = Math.Max(1, steps[^1].Step);
        svg.Text(LeftPx, top - 8, $"{SurrogateKindNames.Of(family)}: temperature", 12, bold: true);
        for (double at = low; at <= high + (tick / 2); at += tick)
        {
            svg.Curve([(LeftPx, Y(at)), (LeftPx + WidthPx, Y(at))], "#dddddd", 1, bent: false);
            svg.Text(LeftPx - 8, Y(at) + 4, Math.Round(at, 6).ToString("0.######", CultureInfo.InvariantCulture), 11, "end");
        }

        double stepTick = Math.Max(1, TickOf(last));
        for (double at = 0; at <= last; at += stepTick)
        {
            svg.Text(X(at), top + HeightPx + 16, at.ToString("0", CultureInfo.InvariantCulture), 11, "middle");
        }

        svg.Text(LeftPx + (WidthPx / 2), top + HeightPx + 34, "step", 12, "middle");
        for (int layer = 0; layer < layers; layer++)
        {
            foreach (List<(double, double)> line in Lines(steps, layer, family, X, Y))
            {
                svg.Curve(line, Colours[layer % Colours.Length], 1.5, bent: false, dashed: IsDashed(layer));
            }
        }

        double X(double step) => LeftPx + (step / last * WidthPx);

        double Y(double temperature) => top + HeightPx - ((temperature - low) / (high - low) * HeightPx);
    }

    /// <summary>The layer's line as long as it had the family: level from a step to the next, where it may jump.</summary>
    private static IEnumerable<List<(double X, double Y)>> Lines(SurrogateStep[] steps, int layer, SurrogateKind family, Func<double, double> x, Func<double, double> y)
    {
        List<(double, double)> line = [];
        for (int i = 0; i < steps.Length; i++)
        {
            SurrogateShape surrogate = steps[i].Surrogates[layer];
            if (surrogate.Kind == family)
            {
                line.Add((x(steps[i].Step), y(surrogate.Temperature)));
                line.Add((x(i + 1 < steps.Length ? steps[i + 1].Step : steps[i].Step), y(surrogate.Temperature)));
            }
            else if (line.Count > 0)
            {
                yield return line;
                line = [];
            }
        }

        if (line.Count > 0)
        {
            yield return line;
        }
    }

    private static void Legend(SvgText svg, IReadOnlyList<string> layers, SurrogateStep last)
    {
        double x = LeftPx + WidthPx + 20;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            double y = TopPx + (layer * LegendRowPx);
            SurrogateShape surrogate = last.Surrogates[layer];
            svg.Curve([(x, y + 7), (x + 22, y + 7)], Colours[layer % Colours.Length], 2, bent: false, dashed: IsDashed(layer));
            svg.Text(x + 30, y + 11, string.Create(CultureInfo.InvariantCulture, $"{layers[layer]}  {surrogate.Temperature:0.##} {SurrogateKindNames.Of(surrogate.Kind)}"), 11);
        }
    }

    private static bool IsDashed(int layer) => layer / Colours.Length % 2 == 1;

    /// <summary>Whole ticks about the values, which may all be one.</summary>
    private static (double Low, double High, double Tick) Scale(double least, double most)
    {
        double tick = TickOf(Math.Max(most - least, 0.2 * most));
        double low = Math.Floor(least / tick) * tick, high = Math.Ceiling(most / tick) * tick;
        return high > low ? (low, high, tick) : (low - tick, high + tick, tick);
    }

    /// <summary>1, 2 or 5 times a power of ten, of which about five make <paramref name="width"/>.</summary>
    private static double TickOf(double width)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(width / Ticks))), share = width / Ticks / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }
}
