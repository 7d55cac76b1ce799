using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Columns;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>Reads the fields of one line after the other, without a string.</summary>
internal sealed class TextLineParser(TextLayout layout)
{
    private readonly EventField[] fields = [.. layout.Fields];
    private readonly byte separator = layout.Separator;
    private readonly int power = (int)layout.Unit;
    private readonly int firstPixel = layout.FirstPixel;

    /// <summary>Reads a line and goes past its end; false, and anywhere in it, if it is no event.</summary>
    /// <param name="text">Whole lines, each ended by a line feed.</param>
    /// <param name="at">Where the line begins, and where the next one does.</param>
    /// <param name="parsed">The event.</param>
    public bool TryParse(ReadOnlySpan<byte> text, ref int at, out TextEvent parsed)
    {
        parsed = default;
        SkipBlanks(text, ref at);
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0 && !TrySeparator(text, ref at))
            {
                return false;
            }

            if (!TryField(fields[i], text, ref at, ref parsed))
            {
                return false;
            }
        }

        SkipBlanks(text, ref at);
        at += text[at] == '\r' ? 1 : 0;
        return text[at++] == '\n';
    }

    private bool TryField(EventField field, ReadOnlySpan<byte> text, ref int at, ref TextEvent parsed)
    {
        switch (field)
        {
            case EventField.Time:
                return TextNumber.TryRead(text, ref at, power, out parsed.TUs, out _)
                    && parsed.TUs is > -EventColumnName.LimitUs and < EventColumnName.LimitUs;
            case EventField.X:
                return TryPixel(text, ref at, out parsed.X);
            case EventField.Y:
                return TryPixel(text, ref at, out parsed.Y);
            case EventField.Polarity:
                return TryPolarity(text, ref at, out parsed.Polarity);
            case EventField.Camera:
                return TryCamera(text, ref at, out parsed.Camera);
            default:
                SkipField(text, ref at);
                return true;
        }
    }

    private bool TrySeparator(ReadOnlySpan<byte> text, ref int at)
    {
        if (separator == TextLayout.Blanks)
        {
            int before = at;
            SkipBlanks(text, ref at);
            return at > before;
        }

        SkipBlanks(text, ref at);
        if (text[at] != separator)
        {
            return false;
        }

        at++;
        SkipBlanks(text, ref at);
        return true;
    }

    private bool TryPixel(ReadOnlySpan<byte> text, ref int at, out long pixel)
    {
        bool good = TextNumber.TryRead(text, ref at, 0, out pixel, out bool exact) && exact;
        pixel -= pixel > long.MinValue / 2 ? firstPixel : 0;
        return good;
    }

    private static bool TryPolarity(ReadOnlySpan<byte> text, ref int at, out sbyte polarity)
    {
        polarity = 0;
        if (char.IsAsciiLetter((char)text[at]))
        {
            ReadOnlySpan<byte> word = Word(text, ref at);
            polarity = System.Text.Ascii.EqualsIgnoreCase(word, "true"u8) ? (sbyte)1 : System.Text.Ascii.EqualsIgnoreCase(word, "false"u8) ? (sbyte)-1 : (sbyte)0;
            return polarity != 0;
        }

        bool good = TextNumber.TryRead(text, ref at, 0, out long value, out bool exact) && exact && value is >= -1 and <= 1;
        polarity = value > 0 ? (sbyte)1 : (sbyte)-1;
        return good;
    }

    private static bool TryCamera(ReadOnlySpan<byte> text, ref int at, out CameraSide camera)
    {
        ReadOnlySpan<byte> word = Word(text, ref at);
        bool right = word.SequenceEqual("1"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "right"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "r"u8);
        camera = right ? CameraSide.Right : CameraSide.Left;
        return right || word.SequenceEqual("0"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "left"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "l"u8);
    }

    private static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text, ref int at)
    {
        int start = at;
        while (char.IsAsciiLetterOrDigit((char)text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private void SkipField(ReadOnlySpan<byte> text, ref int at)
    {
        while (text[at] != '\n' && text[at] != '\r' && text[at] != separator && (separator != TextLayout.Blanks || text[at] != '\t'))
        {
            at++;
        }
    }

    private void SkipBlanks(ReadOnlySpan<byte> text, ref int at)
    {
        while (text[at] == ' ' || (text[at] == '\t' && separator != '\t'))
        {
            at++;
        }
    }
}
