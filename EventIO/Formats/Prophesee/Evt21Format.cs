using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Prophesee RAW files of EVT 2.1 words, in either order of their halves. Read only.</summary>
internal sealed class Evt21Format : IRecordingFormat
{
    public string Name => "evt21";

    public string Description => "Prophesee RAW, EVT 2.1";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    public bool Recognises(FileProbe file) => RawFiles.AreOf(RawEncoding.Evt21, file);

    public IEventRecording Open(string path, OpenOptions options) => RawFiles.Open(path, RawEncoding.Evt21, Name, options);

    public IRecordingWriter Create(string path, RecordingDescription description) =>
        throw new NotSupportedException("EVT 2.1 is read, not written; evt2 and evt3 are written");
}
