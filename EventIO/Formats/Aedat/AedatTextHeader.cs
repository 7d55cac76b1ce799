namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// The lines of text that AEDAT files before version 4 begin with, each from '#' to the end of its line (docs.inivation.com, "AEDAT File Formats", "Common Version Header").
/// jAER writes all settings of the camera into them.
/// </summary>
internal sealed class AedatTextHeader
{
    /// <summary>Most bytes of a header; jAER's settings are some 100 KB.</summary>
    private const int MaxBytes = 1 << 24;

    private AedatTextHeader(IReadOnlyList<string> lines, long length) => (Lines, Length) = (lines, length);

    /// <summary>The lines behind the version's, without '#' and line end.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Bytes of the header: where the data begin.</summary>
    public long Length { get; }

    /// <summary>Reads the header of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="version">Its first line, as in <c>#!AER-DAT2.0</c>.</param>
    /// <param name="last">A line that ends the header though the next begins with '#'.</param>
    /// <exception cref="InvalidDataException">Another version, or a header without end.</exception>
    public static AedatTextHeader Read(string path, string version, string last)
    {
        using FileStream stream = File.OpenRead(path);
        List<string> lines = [];
        byte[] line = new byte[4096];
        while (lines.Count == 0 || lines[^1] != last)
        {
            long begin = stream.Position;
            if (stream.ReadByte() != '#')
            {
                stream.Position = begin;
                break;
            }

            lines.Add("#" + Rest(path, stream, line));
        }

        if (lines.Count == 0 || lines[0] != version)
        {
            throw new InvalidDataException($"{path}: offset 0: does not begin with {version}");
        }

        return new AedatTextHeader([.. lines[1..].Select(text => text[1..])], stream.Position);
    }

    /// <summary>What follows <paramref name="key"/> in the first line that begins with it, blanks off; null where there is none.</summary>
    public string? After(string key) =>
        Lines.Select(line => line.TrimStart()).FirstOrDefault(line => line.StartsWith(key, StringComparison.OrdinalIgnoreCase))?[key.Length..].Trim();

    /// <summary>The rest of a line, without its end; what of it is too long to be of use is left out.</summary>
    private static string Rest(string path, FileStream stream, byte[] line)
    {
        int length = 0;
        for (int value = stream.ReadByte(); value >= 0 && value != '\n'; value = stream.ReadByte())
        {
            if (stream.Position > MaxBytes)
            {
                throw new InvalidDataException($"{path}: offset {MaxBytes}: the header has not ended yet");
            }

            if (length < line.Length)
            {
                line[length++] = (byte)value;
            }
        }

        return System.Text.Encoding.Latin1.GetString(line, 0, length).TrimEnd('\r');
    }
}
