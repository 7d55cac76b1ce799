using EventStereo.EventIO.Formats.Columns;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>Finds the line that names a table's columns.</summary>
internal static class CsvHeader
{
    private static readonly byte[] Separators = [(byte)',', (byte)';', (byte)'\t', TextLayout.Blanks];

    private static readonly EventField[] Needed = [EventField.Time, EventField.X, EventField.Y, EventField.Polarity];

    /// <summary>
    /// The layout that the header states: the first line that is not a comment, or a comment before it that names every column that is
    /// needed, as <c>numpy.savetxt</c> writes it. Without a unit in its name, time is in seconds if any of the first times has a decimal
    /// point or an exponent, else in microseconds.
    /// </summary>
    /// <returns>Null if no line names time, x, y and polarity.</returns>
    /// <exception cref="InvalidDataException">Two columns hold the same.</exception>
    public static TextLayout? Find(string path, TextHead head)
    {
        for (int line = 0; line < head.Count; line++)
        {
            ReadOnlySpan<byte> content = head[line].Trim(" \t\r\n"u8);
            bool comment = !content.IsEmpty && content[0] == '#';
            foreach (byte separator in Separators)
            {
                EventColumnName[] columns = [.. TextFields.Split(content.TrimStart("# \t"u8), separator).Select(name => EventColumnName.Of(name))];
                if (Needed.All(field => columns.Any(column => column.Field == field)))
                {
                    return Layout(path, head, line, columns, separator);
                }
            }

            if (!comment && !content.IsEmpty)
            {
                return null;
            }
        }

        return null;
    }

    private static TextLayout Layout(string path, TextHead head, int line, EventColumnName[] columns, byte separator)
    {
        EventField[] fields = [.. columns.Select(column => column.Field)];
        if (fields.Where(field => field != EventField.Other).GroupBy(field => field).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            throw new InvalidDataException($"{path}: line {line + 1}: two columns hold the {doubled.Key.ToString().ToLowerInvariant()}: '{TextExcerpt.Of(head[line])}'; name one of them otherwise");
        }

        TextLayout layout = new()
        {
            Fields = fields,
            Separator = separator,
            DataOffset = head.OffsetAfter(line),
            LinesBefore = line + 1,
            Expected = string.Empty,
        };
        TimeUnit unit = columns.First(column => column.Field == EventField.Time).Unit
            ?? (head.HasFractions(layout) ? TimeUnit.Seconds : TimeUnit.Microseconds);
        return layout with { Unit = unit, Expected = Describe(fields, separator, unit) };
    }

    private static string Describe(EventField[] fields, byte separator, TimeUnit unit)
    {
        string between = separator switch { (byte)',' => "comma", (byte)';' => "semicolon", (byte)'\t' => "tab", _ => "blanks" };
        string names = string.Join(", ", fields.Select(field => field switch
        {
            EventField.Time => $"time in {unit.ToString().ToLowerInvariant()}",
            EventField.Polarity => "polarity (-1, 0, 1, true or false)",
            EventField.Camera => "camera (0, 1, left or right)",
            _ => field.ToString().ToLowerInvariant(),
        }));
        return $"{names}, with {between} between and no quotes";
    }
}
