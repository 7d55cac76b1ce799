using System.Globalization;

namespace EventStereo.StereoNet.Visualization;

/// <summary>A range of values that a colour map spans, with its unit. Values outside take the end's colour.</summary>
/// <param name="From">Value of the first colour.</param>
/// <param name="To">Value of the last colour, above <paramref name="From"/>.</param>
/// <param name="Unit">What the numbers are, such as <c>px</c>.</param>
public sealed record ColorScale(double From, double To, string Unit)
{
    private const int MostTicks = 6;

    /// <summary>Disparities from 0 to the next multiple of 8 px above all but the highest hundredth of <paramref name="disparityPx"/>; 0 to 8 px if there is none.</summary>
    public static ColorScale ForDisparity(params IEnumerable<float[]> disparityPx)
    {
        float[] known = [.. disparityPx.SelectMany(map => map).Where(float.IsFinite).Order()];
        double top = known.Length == 0 ? 0 : known[(int)((known.Length - 1) * 0.99)];
        return new ColorScale(0, 8 * Math.Max(1, Math.Ceiling(top / 8)), "px");
    }

    /// <summary>Where <paramref name="value"/> lies in the range, 0 to 1, cut at both ends.</summary>
    public double Position(double value) => Math.Clamp((value - From) / (To - From), 0, 1);

    /// <summary>Round values to mark, in rising order: steps of 1, 2 or 5 times a power of ten.</summary>
    public IReadOnlyList<double> Ticks()
    {
        double rough = (To - From) / MostTicks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= rough * (1 - 1e-9)) * power;
        List<double> ticks = [];
        for (long k = (long)Math.Ceiling((From / step) - 1e-9); k * step <= To + (step * 1e-9); k++)
        {
            ticks.Add(k * step);
        }

        return ticks;
    }

    /// <summary>A tick's text, as short as its value allows.</summary>
    internal static string Label(double tick) => tick.ToString("0.###", CultureInfo.InvariantCulture);
}
