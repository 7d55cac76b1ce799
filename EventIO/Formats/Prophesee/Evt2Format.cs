using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Prophesee RAW files of EVT 2.0 words.</summary>
internal sealed class Evt2Format : IRecordingFormat
{
    public string Name => "evt2";

    public string Description => "Prophesee RAW, EVT 2.0";

    /// <summary>None: RAW files are written as EVT 3.0 unless told.</summary>
    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 1;

    public bool Recognises(FileProbe file) => RawFiles.AreOf(RawEncoding.Evt2, file);

    public IEventRecording Open(string path, OpenOptions options) => RawFiles.Open(path, RawEncoding.Evt2, Name, options);

    public IRecordingWriter Create(string path, RecordingDescription description) =>
        new EncodedFileWriter(path, RawFiles.Header("2.0", "EVT2", description.Sensor), new Evt2Encoder(path));
}
