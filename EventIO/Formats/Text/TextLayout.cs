using EventStereo.EventIO.Formats.Columns;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>How the lines of a text of events are to be read.</summary>
internal sealed record TextLayout
{
    /// <summary>Stands for any run of blanks and tabs.</summary>
    public const byte Blanks = (byte)' ';

    /// <summary>What each field of a line holds, in the file's order. All fields but others must be there once, the camera at most.</summary>
    public required IReadOnlyList<EventField> Fields { get; init; }

    /// <summary>Between two fields: a comma, a semicolon, a tab, or <see cref="Blanks"/>.</summary>
    public byte Separator { get; init; } = Blanks;

    /// <summary>Unit of the times.</summary>
    public TimeUnit Unit { get; init; } = TimeUnit.Microseconds;

    /// <summary>Number of the first column and row.</summary>
    public int FirstPixel { get; init; }

    /// <summary>Byte offset of the first line of data.</summary>
    public int DataOffset { get; init; }

    /// <summary>Lines before it.</summary>
    public int LinesBefore { get; init; }

    /// <summary>A phrase for people of what a line should hold.</summary>
    public required string Expected { get; init; }

    /// <summary>Whether lines name their camera.</summary>
    public bool IsStereo => Fields.Contains(EventField.Camera);
}
