using EventStereo.EventIO.Formats.Columns;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>The beginning of a text in lines: what is there to tell its layout by.</summary>
internal sealed class TextHead
{
    /// <summary>Lines of data that are looked at.</summary>
    public const int SampleLines = 16;

    private readonly string path;
    private readonly List<(int Offset, int Number, byte[] Text)> lines = [];

    /// <param name="file">The file; a line that its head cuts off is left out.</param>
    public TextHead(FileProbe file)
    {
        path = file.Path;
        ReadOnlySpan<byte> head = file.Head;
        int at = Start = head.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (at < head.Length)
        {
            int end = head[at..].IndexOf((byte)'\n');
            if (end < 0 && head.Length < file.LengthBytes)
            {
                break;
            }

            end = end < 0 ? head.Length : at + end;
            lines.Add((at, lines.Count, [.. head[at..end], (byte)'\n']));
            at = end + 1;
        }
    }

    /// <summary>Byte offset of the first line: behind a byte order mark.</summary>
    public int Start { get; }

    /// <summary>Number of lines.</summary>
    public int Count => lines.Count;

    /// <summary>A line, with its line feed.</summary>
    public ReadOnlySpan<byte> this[int line] => lines[line].Text;

    /// <summary>Byte offset of what follows a line.</summary>
    public int OffsetAfter(int line) => lines[line].Offset + lines[line].Text.Length;

    /// <summary>Whether any of the sampled times has a decimal point or an exponent.</summary>
    public bool HasFractions(TextLayout layout)
    {
        int time = layout.Fields.ToList().IndexOf(EventField.Time);
        foreach (byte[] line in Sample(layout.LinesBefore).Select(line => line.Text))
        {
            List<string> fields = TextFields.Split(line, layout.Separator);
            if (time < fields.Count && fields[time].AsSpan().ContainsAny(".eE"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Number of sampled lines of data, and how many of them are events.</summary>
    public (int Lines, int Events) Match(TextLayout layout)
    {
        List<(int Number, byte[] Text)> sample = Sample(layout.LinesBefore);
        TextLineParser parser = new(layout);
        return (sample.Count, sample.Count(line => IsEvent(parser, line.Text)));
    }

    /// <summary>Throws if more than half of the sampled lines are no events.</summary>
    /// <exception cref="InvalidDataException">Names the first such line.</exception>
    public void Check(TextLayout layout)
    {
        (int sampled, int events) = Match(layout);
        if (sampled - events > events)
        {
            TextLineParser parser = new(layout);
            (int number, byte[] text) = Sample(layout.LinesBefore).First(line => !IsEvent(parser, line.Text));
            throw TextEventDecoder.Refusal(path, number + 1, text, layout, $"{sampled - events} of the first {sampled} lines are none");
        }
    }

    private static bool IsEvent(TextLineParser parser, byte[] line)
    {
        int at = 0;
        return parser.TryParse(line, ref at, out _);
    }

    /// <summary>The first lines of data.</summary>
    private List<(int Number, byte[] Text)> Sample(int from) =>
        [.. lines.Skip(from).Where(line => !TextEventDecoder.IsPassedOver(line.Text)).Take(SampleLines).Select(line => (line.Number, line.Text))];
}
