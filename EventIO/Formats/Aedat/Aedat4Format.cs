using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>AEDAT4, the format of iniVation's recorders, as a format; read only.</summary>
internal sealed class Aedat4Format : IRecordingFormat
{
    /// <summary>Its name.</summary>
    public const string FormatName = "aedat4";

    public string Name => FormatName;

    public string Description => "AEDAT4, iniVation";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    public bool Recognises(FileProbe file) => file.Head.StartsWith(Aedat4Header.Magic);

    public IEventRecording Open(string path, OpenOptions options) => new Aedat4Recording(path, options);

    public IRecordingWriter Create(string path, RecordingDescription description) => throw new NotSupportedException("AEDAT4 is read, not written");
}
