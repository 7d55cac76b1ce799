using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>AEDAT 2.0 of a DVS128, as jAER writes it (CIFAR10-DVS), as a format; read only. See <see cref="Aedat2Decoder"/>.</summary>
internal sealed class Aedat2Format : IRecordingFormat
{
    /// <summary>Its name.</summary>
    public const string FormatName = "aedat2";

    private const string Version = "#!AER-DAT2.0", Last = "#End Of ASCII Header", ChipKey = "AEChip:";

    private static readonly SensorSize Dvs128 = new(Aedat2Decoder.Side, Aedat2Decoder.Side);

    public string Name => FormatName;

    public string Description => "AEDAT 2.0 of a DVS128, jAER";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    public bool Recognises(FileProbe file) => file.Head.StartsWith("#!AER-DAT2.0"u8);

    public IEventRecording Open(string path, OpenOptions options)
    {
        AedatTextHeader header = AedatTextHeader.Read(path, Version, Last);

        // Every camera has its own bits; older files do not say which they are of, and are of a DVS128.
        if (header.After(ChipKey) is string chip && !chip.Contains("DVS128", StringComparison.OrdinalIgnoreCase) && !chip.Contains("Tmpdiff128", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"{path}: the addresses are of {(chip.Length <= 80 ? chip : chip[..80])}; those of a DVS128 are read; convert the file to AEDAT4");
        }

        return new StreamedRecording(path, Name, CameraSides.One, options.Sensor ?? Dvs128, options, _ => new Aedat2Decoder(path, header.Length));
    }

    public IRecordingWriter Create(string path, RecordingDescription description) => throw new NotSupportedException("AEDAT 2.0 is read, not written");
}
