using EventStereo.Cli.Shell;
using EventStereo.Search.Comparison;
using EventStereo.StereoNet.Comparison;

namespace EventStereo.Cli.Commands;

/// <summary>How a mean over seeds is printed.</summary>
internal static class Spreads
{
    /// <summary>Points with their sign, and - for none.</summary>
    public static string Signed(double? points) => points is double value ? $"{(value < 0 ? "-" : "+")}{Figures.Number(Math.Abs(value))}" : "-";

    /// <summary>Mean ± standard deviation, or the mean alone of one value.</summary>
    public static string Text(Spread spread, int digits) =>
        double.IsNaN(spread.StandardDeviation) ? Figures.Number(spread.Mean, digits) : $"{Figures.Number(spread.Mean, digits)} ± {Figures.Number(spread.StandardDeviation, digits)}";
}
