namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>A little-endian number type of numpy.</summary>
/// <param name="Kind">i, u, f or b: signed, unsigned, float, boolean.</param>
/// <param name="Bytes">Bytes of one.</param>
internal readonly record struct NpyNumber(char Kind, int Bytes)
{
    /// <summary>Whether its values may have fractions.</summary>
    public bool IsFloat => Kind == 'f';

    /// <summary>Reads numpy's spelling, such as <c>&lt;i8</c>; null for another type or another byte order.</summary>
    public static NpyNumber? Parse(string descr) => descr switch
    {
        "|b1" => new NpyNumber('b', 1),
        "|i1" or "<i1" => new NpyNumber('i', 1),
        "|u1" or "<u1" => new NpyNumber('u', 1),
        ['<', 'i' or 'u', '2' or '4' or '8'] or ['<', 'f', '2' or '4' or '8'] => new NpyNumber(descr[1], descr[2] - '0'),
        _ => null,
    };
}
