using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Prophesee RAW files of EVT 3.0 words.</summary>
internal sealed class Evt3Format : IRecordingFormat
{
    public string Name => "evt3";

    public string Description => "Prophesee RAW, EVT 3.0";

    public IReadOnlyList<string> Extensions { get; } = [".raw"];

    public int WritesCameras => 1;

    public bool Recognises(FileProbe file) => RawFiles.AreOf(RawEncoding.Evt3, file);

    public IEventRecording Open(string path, OpenOptions options) => RawFiles.Open(path, RawEncoding.Evt3, Name, options);

    public IRecordingWriter Create(string path, RecordingDescription description) =>
        new EncodedFileWriter(path, RawFiles.Header("3.0", "EVT3", description.Sensor), new Evt3Encoder(description.Sensor, path));
}
