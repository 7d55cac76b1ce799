using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Nmnist;

/// <summary>
/// The binary files of N-MNIST and, with <c>--sensor 240x180</c>, of N-Caltech101 as a format; read only. Five bytes an event, no header:
/// <see cref="NmnistDecoder"/>.
/// </summary>
internal sealed class NmnistFormat : IRecordingFormat
{
    private static readonly SensorSize Digits = new(34, 34);

    public string Name => "nmnist";

    public string Description => "N-MNIST, 40 bits an event";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    /// <summary>Nothing marks these files: one is taken for N-MNIST if its length and every event of its head could be.</summary>
    public bool Recognises(FileProbe file) => file.LengthBytes % NmnistDecoder.EventBytes == 0 && file.LengthBytes > 0 && NmnistDecoder.CouldBe(file.Head, Digits);

    public IEventRecording Open(string path, OpenOptions options) => new StreamedRecording(
        path, Name, CameraSides.One, options.Sensor ?? Digits, options, _ => new NmnistDecoder(path));

    public IRecordingWriter Create(string path, RecordingDescription description) => throw new NotSupportedException("N-MNIST files are read, not written");
}
