namespace EventStereo.EventIO.Formats.Text;

/// <summary>Cuts a line of a text's head into fields, as strings; the data's lines are read without any.</summary>
internal static class TextFields
{
    /// <summary>The fields, without blanks around them.</summary>
    /// <param name="line">A line, with or without its end.</param>
    /// <param name="separator">As in <see cref="TextLayout.Separator"/>.</param>
    public static List<string> Split(ReadOnlySpan<byte> line, byte separator)
    {
        string text = System.Text.Encoding.Latin1.GetString(line.Trim(" \t\r\n"u8));
        return separator == TextLayout.Blanks
            ? [.. text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)]
            : [.. text.Split((char)separator).Select(field => field.Trim())];
    }
}
