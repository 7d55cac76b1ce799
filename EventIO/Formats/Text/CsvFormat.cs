using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Text;

/// <summary>Comma-, semicolon-, tab- or blank-separated text with a header that names the columns, as a format.</summary>
internal sealed class CsvFormat : IRecordingFormat
{
    public string Name => "csv";

    public string Description => "CSV or TSV with a header";

    public IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv"];

    public int WritesCameras => 2;

    public bool Recognises(FileProbe file)
    {
        try
        {
            return CsvHeader.Find(file.Path, new TextHead(file)) is not null;
        }
        catch (InvalidDataException)
        {
            // A header that is ambiguous is a header; opening says what is wrong with it.
            return true;
        }
    }

    public IEventRecording Open(string path, OpenOptions options)
    {
        TextHead head = new(FileProbe.Of(path));
        TextLayout layout = CsvHeader.Find(path, head)
            ?? throw new InvalidDataException($"{path}: no header names the columns t, x, y and p; for lines of t x y p without one use --format uzh");
        head.Check(layout);
        return new StreamedRecording(
            path, Name, layout.IsStereo ? CameraSides.Both : CameraSides.One, options.Sensor, options, side => new TextEventDecoder(path, layout, side));
    }

    public IRecordingWriter Create(string path, RecordingDescription description) => new CsvWriter(path, description.Cameras);
}
