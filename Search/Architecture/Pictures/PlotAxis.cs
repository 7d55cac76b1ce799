using System.Globalization;

namespace EventStereo.Search.Architecture.Pictures;

/// <summary>One axis of a plot: a range of values with round marks, and where they lie in pixels.</summary>
internal sealed class PlotAxis
{
    private const int WantedMarks = 6;
    private readonly double lowest, highest, from, to;

    /// <summary>An axis that shows all of <paramref name="values"/>, at least one, finite, between the pixels <paramref name="from"/> and <paramref name="to"/>.</summary>
    public PlotAxis(IEnumerable<double> values, double from, double to)
    {
        double[] all = [.. values];
        double least = all.Min(), most = all.Max(), room = most > least ? (most - least) * 0.06 : Math.Max(Math.Abs(most) * 0.05, 1e-9);
        double step = RoundStep((most - least + (2 * room)) / WantedMarks);
        (lowest, highest) = (Math.Floor((least - room) / step) * step, Math.Ceiling((most + room) / step) * step);
        lowest = least >= 0 ? Math.Max(0, lowest) : lowest; // energies and shares are never negative
        (this.from, this.to) = (from, to);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        Marks = [.. Enumerable.Range(0, (int)Math.Round((highest - lowest) / step) + 1).Select(i => lowest + (i * step)).Select(value => (value, value.ToString($"F{decimals}", CultureInfo.InvariantCulture)))];
    }

    /// <summary>The marks, ascending, with their texts.</summary>
    public IReadOnlyList<(double Value, string Text)> Marks { get; }

    /// <summary>Where <paramref name="value"/> lies, in pixels.</summary>
    public double At(double value) => from + ((value - lowest) / (highest - lowest) * (to - from));

    /// <summary>The next of 1, 2, 5, 10, ... times a power of ten.</summary>
    private static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * (step / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
