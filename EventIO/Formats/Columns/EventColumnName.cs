namespace EventStereo.EventIO.Formats.Columns;

/// <summary>
/// The names by which columns of events go, in any case: <c>t</c>, <c>ts</c>, <c>time</c>, <c>timestamp</c>, <c>times</c>, <c>timestamps</c>,
/// with or without a unit behind (<c>t_us</c>, <c>time_s</c>, <c>ts [ns]</c>); <c>x</c>, <c>col</c>, <c>column</c>; <c>y</c>, <c>row</c>; <c>p</c>,
/// <c>pol</c>, <c>polarity</c>, <c>on</c>; <c>camera</c>, <c>cam</c>, <c>side</c>.
/// </summary>
/// <param name="Field">What the column holds.</param>
/// <param name="Unit">Unit that the name states for a time; null if it states none.</param>
internal readonly record struct EventColumnName(EventField Field, TimeUnit? Unit)
{
    private const int MaxChars = 64;

    /// <summary>Largest time, either way, in microseconds: differences of two still fit a <see cref="long"/>. 31,700 years.</summary>
    public const long LimitUs = 1_000_000_000_000_000_000;

    /// <summary>Says what a name means; a name of nothing is <see cref="EventField.Other"/>.</summary>
    public static EventColumnName Of(ReadOnlySpan<char> name)
    {
        string plain = Plain(name);
        int cut = plain.LastIndexOf('_');
        if (cut > 0 && IsTime(plain.AsSpan(0, cut)) && UnitOf(plain.AsSpan(cut + 1)) is TimeUnit unit)
        {
            return new EventColumnName(EventField.Time, unit);
        }

        return new EventColumnName(
            plain switch
            {
                "x" or "col" or "column" => EventField.X,
                "y" or "row" => EventField.Y,
                "p" or "pol" or "polarity" or "on" => EventField.Polarity,
                "camera" or "cam" or "side" => EventField.Camera,
                _ => IsTime(plain) ? EventField.Time : EventField.Other,
            },
            null);
    }

    /// <summary>Lower case, with one underscore for every run of other characters between letters and digits.</summary>
    private static string Plain(ReadOnlySpan<char> name)
    {
        Span<char> plain = stackalloc char[MaxChars];
        int length = 0;
        bool gap = false;
        foreach (char c in name.Length <= MaxChars / 2 ? name : [])
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                gap = length > 0;
                continue;
            }

            if (gap)
            {
                plain[length++] = '_';
                gap = false;
            }

            plain[length++] = char.ToLowerInvariant(c);
        }

        return plain[..length].ToString();
    }

    private static bool IsTime(ReadOnlySpan<char> name) => name is "t" or "ts" or "time" or "times" or "timestamp" or "timestamps";

    private static TimeUnit? UnitOf(ReadOnlySpan<char> name) => name switch
    {
        "us" or "usec" or "microseconds" => TimeUnit.Microseconds,
        "ms" or "msec" or "milliseconds" => TimeUnit.Milliseconds,
        "s" or "sec" or "seconds" => TimeUnit.Seconds,
        "ns" or "nsec" or "nanoseconds" => TimeUnit.Nanoseconds,
        _ => null,
    };
}
