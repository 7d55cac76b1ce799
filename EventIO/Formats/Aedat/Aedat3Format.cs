using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>AEDAT 3.1, as cAER writes it (DVS128 Gesture), as a format; read only. See <see cref="Aedat3Decoder"/>.</summary>
internal sealed class Aedat3Format : IRecordingFormat
{
    /// <summary>Its name.</summary>
    public const string FormatName = "aedat3";

    private const string Version = "#!AER-DAT3.1", Last = "#!END-HEADER", FormatKey = "Format:", SourceKey = "Source ";

    private static readonly (string Device, SensorSize Sensor)[] Devices =
    [
        ("DVS128", new(128, 128)),
        ("DAVIS240", new(240, 180)),
        ("DAVIS346", new(346, 260)),
        ("DAVIS640", new(640, 480)),
        ("DAVIS128", new(128, 128)),
    ];

    public string Name => FormatName;

    public string Description => "AEDAT 3.1, cAER";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    public bool Recognises(FileProbe file) => file.Head.StartsWith("#!AER-DAT3.1"u8);

    public IEventRecording Open(string path, OpenOptions options)
    {
        AedatTextHeader header = AedatTextHeader.Read(path, Version, Last);
        if (header.Lines is not [.., "!END-HEADER"])
        {
            throw new InvalidDataException($"{path}: offset {header.Length}: the header has no line {Last}");
        }

        if (header.After(FormatKey) is string format && format != "RAW")
        {
            throw new InvalidDataException($"{path}: its packets are of the form {(format.Length <= 40 ? format : format[..40])}; RAW is read");
        }

        (short? source, SensorSize? sensor) = Source(header);
        return new StreamedRecording(path, Name, CameraSides.One, sensor ?? options.Sensor, options, _ => new Aedat3Decoder(path, header.Length, source));
    }

    public IRecordingWriter Create(string path, RecordingDescription description) => throw new NotSupportedException("AEDAT 3.1 is read, not written");

    /// <summary>Number and sensor of the first device, as in <c>Source 1: DVS128</c>; null where the header has none or one that is not known.</summary>
    private static (short? Number, SensorSize? Sensor) Source(AedatTextHeader header)
    {
        string[] parts = header.After(SourceKey)?.Split(':', 2, StringSplitOptions.TrimEntries) ?? [];
        if (parts.Length != 2 || !short.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out short number))
        {
            return (null, null);
        }

        SensorSize sensor = Devices.FirstOrDefault(known => parts[1].StartsWith(known.Device, StringComparison.OrdinalIgnoreCase)).Sensor;
        return (number, sensor.Width > 0 ? sensor : null);
    }
}
