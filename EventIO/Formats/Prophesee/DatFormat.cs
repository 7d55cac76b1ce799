using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Prophesee DAT files of change events: version 2, and the narrower pixels of those before it.</summary>
internal sealed class DatFormat : IRecordingFormat
{
    /// <summary>The event types that are change events: Event2d and EventCD.</summary>
    private const byte Event2d = 0, EventCd = 12;

    public string Name => "dat";

    public string Description => "Prophesee DAT";

    public IReadOnlyList<string> Extensions { get; } = [".dat"];

    public int WritesCameras => 1;

    public bool Recognises(FileProbe file)
    {
        if (file.Head is not [(byte)'%', ..])
        {
            return false;
        }

        // "% Data file containing CD events.": the keyword is the first word. Without it, the type and size of change events tell.
        PercentHeader header = PercentHeader.Read(file.Head);
        return !header.HasAny("evt", "format")
            && (header["Data"]?.StartsWith("file containing", StringComparison.OrdinalIgnoreCase) == true
                || (header["Version"] is not null && file.Head[header.Length..] is [Event2d or EventCd, DatReference.RecordBytes, ..]));
    }

    public IEventRecording Open(string path, OpenOptions options)
    {
        FileProbe probe = FileProbe.Of(path);
        PercentHeader header = PercentHeader.Read(probe.Head);
        int dataOffset = header.Length;

        // A file without a header, older than versions are, has no type and size either.
        if (header.Lines > 0)
        {
            if (probe.Head.Length < dataOffset + 2)
            {
                throw new InvalidDataException(probe.LengthBytes < dataOffset + 2
                    ? $"{path}: the file ends with its header, where the events' type and size should follow"
                    : $"{path}: its header has no end within {probe.Head.Length:N0} bytes");
            }

            (byte type, byte size) = (probe.Head[dataOffset], probe.Head[dataOffset + 1]);
            if (type is not (Event2d or EventCd) || size != DatReference.RecordBytes)
            {
                throw new InvalidDataException(
                    $"{path}: holds events of type {type} of {size} bytes each; types {Event2d} and {EventCd} of {DatReference.RecordBytes} bytes, change events, are read");
            }

            dataOffset += 2;
        }

        DatState state = new() { NarrowPixels = Version(header) < 2 };
        return new StreamedRecording(
            path, Name, [CameraSide.Left], Sensor(header, path) ?? options.Sensor, options, _ => new KernelDecoder<EventKernels.Dat, DatState>(path, dataOffset, state));
    }

    public IRecordingWriter Create(string path, RecordingDescription description)
    {
        byte[] header = System.Text.Encoding.ASCII.GetBytes($"% Data file containing CD events.\n% Version 2\n% Height {description.Sensor.Height}\n% Width {description.Sensor.Width}\n");
        return new EncodedFileWriter(path, [.. header, EventCd, DatReference.RecordBytes], new DatEncoder(path));
    }

    /// <summary>The version; a header that does not state it is older than versions are.</summary>
    private static double Version(PercentHeader header) =>
        double.TryParse(header["Version"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double version) ? version : 0;

    private static SensorSize? Sensor(PercentHeader header, string path)
    {
        if (header["Width"] is not string width || header["Height"] is not string height)
        {
            return null;
        }

        return SensorSize.TryParse($"{width}x{height}", out SensorSize sensor)
            ? sensor
            : throw new InvalidDataException($"{path}: the header states a sensor of {width}x{height}; sides are 1 to 16384 pixels");
    }
}
