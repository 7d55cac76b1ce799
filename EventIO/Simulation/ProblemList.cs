using System.Globalization;

namespace EventStereo.EventIO.Simulation;

/// <summary>Collects the problems of a configuration, each with its key path.</summary>
internal sealed class ProblemList
{
    private readonly List<string> lines = [];
    private string prefix = "";

    /// <summary>The problems so far.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Notes <paramref name="problem"/> unless <paramref name="sound"/>.</summary>
    public void Check(bool sound, string problem)
    {
        if (!sound)
        {
            lines.Add(prefix + problem);
        }
    }

    /// <summary>Checks a number against the closed interval that makes sense for it.</summary>
    public void Number(string key, double value, double low, double high) =>
        Check(value >= low && value <= high, string.Create(CultureInfo.InvariantCulture, $"{key}: {value} is outside [{low}, {high}]"));

    /// <summary>Checks a range against the closed interval that makes sense for it.</summary>
    public void Range(string key, ValueRange range, double low, double high) =>
        Check(range.IsWithin(low, high), string.Create(CultureInfo.InvariantCulture, $"{key}: {range} must be in order and within [{low}, {high}]"));

    /// <summary>Checks a range of whole numbers.</summary>
    public void Count(string key, ValueRange range, int low, int high)
    {
        Range(key, range, low, high);
        Check(range.Min == Math.Floor(range.Min) && range.Max == Math.Floor(range.Max), $"{key}: {range} must be whole numbers");
    }

    /// <summary>Checks a part of the configuration under its key.</summary>
    public void Part<T>(string key, T? part, Action<T, ProblemList> validate)
        where T : class
    {
        if (part is null)
        {
            Check(false, $"{key}: is null");
            return;
        }

        string outer = prefix;
        prefix = $"{outer}{key}.";
        validate(part, this);
        prefix = outer;
    }
}
