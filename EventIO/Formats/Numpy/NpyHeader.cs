using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventStereo.EventIO.Formats.Text;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// Header of an array in numpy's NPY format (numpy.lib.format, versions 1.0 to 3.0): element type, order and shape as a Python
/// dictionary. Reading accepts exactly what numpy writes for plain arrays; never a structured or object type.
/// </summary>
/// <param name="Descr">Element type as numpy spells it, such as <c>&lt;f4</c>.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
internal sealed partial record NpyHeader(string Descr, IReadOnlyList<long> Shape)
{
    private const int MaxHeaderBytes = 65_536;

    /// <summary>The first bytes of every NPY array.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Bytes of one element.</summary>
    public int ElementBytes => int.Parse(Descr.AsSpan(2), CultureInfo.InvariantCulture) * (Descr[1] == 'U' ? 4 : 1);

    /// <summary>Number of elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>The header's bytes, version 1.0, padded so that the data begins at a multiple of 64.</summary>
    public byte[] ToBytes()
    {
        string shape = Shape.Count == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";
        string text = $"{{'descr': '{Descr}', 'fortran_order': False, 'shape': {shape}, }}";
        int unpadded = Magic.Length + 4 + text.Length + 1;
        text = text.PadRight(text.Length + ((64 - (unpadded % 64)) % 64)) + "\n";
        return [.. Magic, 1, 0, (byte)(text.Length & 0xFF), (byte)(text.Length >> 8), .. System.Text.Encoding.ASCII.GetBytes(text)];
    }

    /// <summary>Reads a header from the beginning of <paramref name="stream"/>.</summary>
    /// <param name="stream">Positioned at the array's beginning, and after it at the data's.</param>
    /// <param name="name">File and entry, for messages.</param>
    public static NpyHeader Read(Stream stream, string name) => Parse(ReadText(stream, name, out _), name);

    /// <summary>Reads a header's dictionary as it stands, without looking into it.</summary>
    /// <param name="stream">Positioned at the array's beginning, and after it at the data's.</param>
    /// <param name="name">File and entry, for messages.</param>
    /// <param name="headerBytes">Bytes before the data.</param>
    public static string ReadText(Stream stream, string name, out int headerBytes)
    {
        byte[] start = new byte[8];
        if (stream.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8 || !start.AsSpan(0, 6).SequenceEqual(Magic) || start[6] is < 1 or > 3)
        {
            throw new InvalidDataException($"{name}: not an NPY array");
        }

        byte[] size = new byte[start[6] == 1 ? 2 : 4];
        uint length = 0;
        bool whole = stream.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) == size.Length;
        for (int i = size.Length - 1; i >= 0; i--)
        {
            length = (length << 8) | size[i];
        }

        byte[] text = new byte[Math.Min(length, MaxHeaderBytes)];
        if (!whole || length > MaxHeaderBytes || stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw new InvalidDataException($"{name}: the NPY header is cut short or longer than {MaxHeaderBytes} bytes");
        }

        headerBytes = start.Length + size.Length + text.Length;
        return System.Text.Encoding.UTF8.GetString(text);
    }

    private static NpyHeader Parse(string text, string name)
    {
        Match match = Dictionary().Match(text);
        if (!match.Success)
        {
            throw new InvalidDataException($"{name}: the NPY header is not that of a plain array in C order: {TextExcerpt.Of(text)}");
        }

        List<long> shape = [];
        UInt128 elements = 1;
        foreach (string part in match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            shape.Add(long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long extent) ? extent : long.MaxValue);
            elements = elements <= long.MaxValue ? elements * (UInt128)shape[^1] : elements;
        }

        return elements <= long.MaxValue / 8 && shape.Count <= 32
            ? new NpyHeader(match.Groups["descr"].Value, shape)
            : throw new InvalidDataException($"{name}: an array of shape ({match.Groups["shape"].Value}) is beyond reading");
    }

    [GeneratedRegex(
        @"^\{\s*'descr':\s*'(?<descr>[<|](?:[iuf][1248]|b1|U[0-9]{1,7}))'\s*,\s*'fortran_order':\s*False\s*,\s*'shape':\s*\((?<shape>[0-9, ]*)\)\s*,?\s*\}\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary();
}
