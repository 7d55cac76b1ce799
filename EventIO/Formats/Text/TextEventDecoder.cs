using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>
/// Decodes one camera of a text of a line an event. Empty lines and lines that begin with <c>#</c> are passed over, as are the other
/// camera's. A line that is no event is dropped and counted, of a stereo text by the left camera alone, as it cannot be told whose it was;
/// a block of which more than half are such lines is an error.
/// </summary>
internal sealed class TextEventDecoder : EventDecoder
{
    /// <summary>Shortest line of an event: four fields of a character, three separators, a line feed.</summary>
    private const int ShortestLine = 8;

    /// <summary>Fewest lines of which the half is looked at: the last block may be no more than a line that was cut short.</summary>
    private const int FewestLines = 16;

    private readonly string path;
    private readonly TextLayout layout;
    private readonly TextLineParser parser;
    private readonly TextBlocks blocks;
    private readonly CameraSide side;
    private long linesBefore;
    private long skippedLines;

    /// <param name="path">The file.</param>
    /// <param name="layout">How to read it.</param>
    /// <param name="side">The camera whose events to deliver.</param>
    public TextEventDecoder(string path, TextLayout layout, CameraSide side)
    {
        this.path = path;
        this.layout = layout;
        this.side = side;
        parser = new TextLineParser(layout);
        blocks = new TextBlocks(path, layout.DataOffset);
        linesBefore = layout.LinesBefore;
    }

    public override bool Decode(EventBatch into)
    {
        ReadOnlySpan<byte> text = NextBlock();
        if (text.IsEmpty)
        {
            return false;
        }

        EventColumns room = into.Reserve(text.Length / ShortestLine);
        int count = 0, lines = 0, events = 0, malformed = 0, firstStart = 0, firstLine = 0;
        for (int at = 0; at < text.Length; lines++)
        {
            int start = at;
            if (!parser.TryParse(text, ref at, out TextEvent parsed))
            {
                at = start + text[start..].IndexOf((byte)'\n') + 1;
                if (!IsPassedOver(text[start..at]) && malformed++ == 0)
                {
                    (firstStart, firstLine) = (start, lines);
                }

                continue;
            }

            events++;
            if (parsed.Camera == side)
            {
                Keep(parsed, room, ref count);
            }
        }

        RefuseMostlyMalformed(malformed, events, linesBefore + firstLine + 1, text[firstStart..]);
        Losses.Malformed += side == CameraSide.Left ? malformed : 0;
        linesBefore += lines;
        into.Commit(count);
        return true;
    }

    private void RefuseMostlyMalformed(int malformed, int events, long firstLine, ReadOnlySpan<byte> text)
    {
        if (malformed > events && malformed + events >= FewestLines)
        {
            throw Refusal(path, firstLine, text, layout, $"{malformed:N0} of {malformed + events:N0} lines from there are no events");
        }
    }

    /// <summary>The next block's offset; the state is the number of lines before it.</summary>
    public override DecoderMark Mark() => new(blocks.Offset, linesBefore);

    public override void Seek(DecoderMark mark)
    {
        blocks.Seek(mark.Offset);
        linesBefore = (long)mark.State;
    }

    public override void Dispose() => blocks.Dispose();

    private ReadOnlySpan<byte> NextBlock()
    {
        ReadOnlySpan<byte> text = blocks.Next();
        linesBefore += blocks.SkippedLines - skippedLines;
        skippedLines = blocks.SkippedLines;
        Losses.SkippedBytes = side == CameraSide.Left ? blocks.SkippedBytes : 0;
        return text;
    }

    private void Keep(in TextEvent parsed, EventColumns room, ref int count)
    {
        if (!parsed.CanBeOnSensor)
        {
            Losses.OutOfSensor++;
            return;
        }

        room.TUs[count] = parsed.TUs;
        room.X[count] = (ushort)parsed.X;
        room.Y[count] = (ushort)parsed.Y;
        room.Polarity[count++] = parsed.Polarity;
    }

    /// <summary>Whether a line holds no data: nothing, or a comment.</summary>
    internal static bool IsPassedOver(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> content = line.Trim(" \t\r\n"u8);
        return content.IsEmpty || content[0] == '#';
    }

    /// <summary>The error of a line that is no event.</summary>
    internal static InvalidDataException Refusal(string path, long line, ReadOnlySpan<byte> text, TextLayout layout, string what) =>
        new($"{path}: line {line:N0}: '{TextExcerpt.Of(text)}' is no event; {what}; expected {layout.Expected}");
}
