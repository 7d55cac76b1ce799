using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Columns;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>
/// Lines of <c>t x y p</c>, t in seconds, as in the Event Camera Dataset of the University of Zurich (Mueggler et al., IJRR 2017); read only.
/// A first line of two whole numbers, as E2VID's texts have it, is the sensor's width and height.
/// </summary>
internal sealed class UzhFormat : IRecordingFormat
{
    private static readonly TextLayout Layout = new()
    {
        Fields = [EventField.Time, EventField.X, EventField.Y, EventField.Polarity],
        Unit = TimeUnit.Seconds,
        Expected = "t x y p: time in seconds, column, row, polarity (-1, 0 or 1), with blanks between",
    };

    public string Name => "uzh";

    public string Description => "text lines of t x y p, t in seconds";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    /// <summary>Nearly all of the first lines are events, and a time has a decimal point: whole times could be of any unit.</summary>
    public bool Recognises(FileProbe file)
    {
        TextHead head = new(file);
        TextLayout layout = Begin(head, out _);
        (int lines, int events) = head.Match(layout);
        return events > 0 && (lines - events) * 8 <= lines && head.HasFractions(layout);
    }

    public IEventRecording Open(string path, OpenOptions options)
    {
        TextHead head = new(FileProbe.Of(path));
        TextLayout layout = Begin(head, out SensorSize? sensor);
        head.Check(layout);
        return new StreamedRecording(
            path, Name, CameraSides.One, options.Sensor ?? sensor, options, side => new TextEventDecoder(path, layout, side));
    }

    public IRecordingWriter Create(string path, RecordingDescription description) => throw new NotSupportedException("UZH texts are read, not written");

    private static TextLayout Begin(TextHead head, out SensorSize? sensor)
    {
        sensor = null;
        int line = 0;
        while (line < head.Count && TextEventDecoder.IsPassedOver(head[line]))
        {
            line++;
        }

        if (line == head.Count || TextFields.Split(head[line], TextLayout.Blanks) is not [string width, string height]
            || !SensorSize.TryParse($"{width}x{height}", out SensorSize size))
        {
            return Layout with { DataOffset = head.Start };
        }

        sensor = size;
        return Layout with { DataOffset = head.OffsetAfter(line), LinesBefore = line + 1 };
    }
}
