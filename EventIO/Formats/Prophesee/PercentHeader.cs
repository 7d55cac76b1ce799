namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// The text at the beginning of RAW and DAT files: lines of a percent sign, a keyword and a value. It ends at <c>% end</c> or before the first line
/// that is none: one that begins otherwise or has a byte that is no text.
/// </summary>
internal sealed class PercentHeader
{
    /// <summary>Longest line; what looks like a longer one is data.</summary>
    private const int MaxLineBytes = 1024;

    private readonly List<KeyValuePair<string, string>> entries = [];

    /// <summary>Where the data begins.</summary>
    public int Length { get; private set; }

    /// <summary>Number of lines.</summary>
    public int Lines { get; private set; }

    /// <summary>Reads a file's first bytes.</summary>
    public static PercentHeader Read(ReadOnlySpan<byte> head)
    {
        PercentHeader header = new();
        while (header.Length < head.Length && TakeLine(head[header.Length..]) is string line)
        {
            header.Length += line.Length + 1;
            header.Lines++;
            string[] words = line[1..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["end"])
            {
                break;
            }

            if (words.Length > 0)
            {
                header.entries.Add(new(words[0], words.Length > 1 ? words[1] : ""));
            }
        }

        return header;
    }

    /// <summary>The value of a keyword, whatever its case; the first one's if there are several. Null if there is none.</summary>
    public string? this[string keyword] => entries.Where(entry => entry.Key.Equals(keyword, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Value).FirstOrDefault();

    /// <summary>Whether there is any of these keywords.</summary>
    public bool HasAny(params ReadOnlySpan<string> keywords)
    {
        foreach (string keyword in keywords)
        {
            if (this[keyword] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string? TakeLine(ReadOnlySpan<byte> bytes)
    {
        int end = bytes[..Math.Min(bytes.Length, MaxLineBytes)].IndexOf((byte)'\n');
        if (end < 1 || bytes[0] != '%')
        {
            return null;
        }

        // Latin-1 so that a character is a byte: names of people and places are in some headers.
        foreach (byte value in bytes[..end])
        {
            if (value < ' ' && value is not ((byte)'\t' or (byte)'\r'))
            {
                return null;
            }
        }

        return System.Text.Encoding.Latin1.GetString(bytes[..end]);
    }
}
