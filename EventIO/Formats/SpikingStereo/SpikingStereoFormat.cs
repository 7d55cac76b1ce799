using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Columns;
using EventStereo.EventIO.Formats.Streaming;
using EventStereo.EventIO.Formats.Text;

namespace EventStereo.EventIO.Formats.SpikingStereo;

/// <summary>
/// The texts of G. Dikov's SpikingStereoMatching (two DVS128 cameras) as a format; read only. A line an event of both cameras: t (us), x, y
/// from 1, polarity -1, 0 or 1, camera (0 left, 1 right). The archives of the same recordings are NPZ.
/// </summary>
internal sealed class SpikingStereoFormat : IRecordingFormat
{
    private static readonly TextLayout Layout = new()
    {
        Fields = [EventField.Time, EventField.X, EventField.Y, EventField.Polarity, EventField.Camera],
        FirstPixel = 1,
        Expected = "t x y p camera: time in microseconds, column and row from 1, polarity (-1, 0 or 1), camera (0 or 1), with blanks between",
    };

    /// <summary>The DVS128.</summary>
    public static SensorSize Dvs128 { get; } = new(128, 128);

    public string Name => "spikingstereo";

    public string Description => "SpikingStereoMatching, text lines of t x y p camera";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    /// <summary>Nearly all of the first lines are events of five whole numbers.</summary>
    public bool Recognises(FileProbe file)
    {
        TextHead head = new(file);
        (int lines, int events) = head.Match(Layout);
        return events > 0 && (lines - events) * 8 <= lines && !head.HasFractions(Layout);
    }

    public IEventRecording Open(string path, OpenOptions options)
    {
        TextHead head = new(FileProbe.Of(path));
        TextLayout layout = Layout with { DataOffset = head.Start };
        head.Check(layout);
        return new StreamedRecording(
            path, Name, CameraSides.Both, options.Sensor ?? Dvs128, options, side => new TextEventDecoder(path, layout, side));
    }

    public IRecordingWriter Create(string path, RecordingDescription description) =>
        throw new NotSupportedException("SpikingStereoMatching texts are read, not written");
}
