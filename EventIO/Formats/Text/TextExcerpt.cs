namespace EventStereo.EventIO.Formats.Text;

/// <summary>The beginning of a line, fit for a message.</summary>
internal static class TextExcerpt
{
    private const int MaxChars = 48;

    /// <summary>The same of a text.</summary>
    public static string Of(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>At most 48 printable characters of the first line; a dot for each other byte.</summary>
    public static string Of(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAny((byte)'\n', (byte)'\r');
        ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
        Span<char> shown = stackalloc char[Math.Min(line.Length, MaxChars)];
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = line[i] is >= 0x20 and < 0x7F ? (char)line[i] : '.';
        }

        return line.Length > MaxChars ? $"{shown}..." : shown.ToString();
    }
}
