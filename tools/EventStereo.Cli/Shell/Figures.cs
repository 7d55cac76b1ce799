using System.Globalization;

namespace EventStereo.Cli.Shell;

/// <summary>Numbers as people read them, the same in every locale.</summary>
internal static class Figures
{
    /// <summary>A count with thousands separated.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with <paramref name="decimals"/> decimals; a dash where it is not one.</summary>
    public static string Number(double? value, int decimals = 2) =>
        value is double number && double.IsFinite(number) ? number.ToString($"N{decimals}", CultureInfo.InvariantCulture) : "-";

    /// <summary>Millijoules with three decimals; with three digits that say something where there are none before the third, as of a small network's thousandths.</summary>
    public static string Mj(double? mj) => Number(mj, mj is > 0 and < 0.1 ? Math.Min(9, 2 - (int)Math.Floor(Math.Log10(mj.Value))) : 3);

    /// <summary>Microseconds as seconds.</summary>
    public static string Seconds(long? us) => us is long value ? Number(value / 1e6, 6) : "-";

    /// <summary>Counts by reason, as in <c>16 outOfSensor, 2 late</c>; <c>none</c> where there are none.</summary>
    public static string Counts(IReadOnlyDictionary<string, long> byReason) =>
        byReason.Count == 0 ? "none" : string.Join(", ", byReason.Select(pair => $"{Count(pair.Value)} {pair.Key}"));

    /// <summary>A path as a person would type it here: relative where it lies below the current folder.</summary>
    public static string Path(string path)
    {
        string relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
