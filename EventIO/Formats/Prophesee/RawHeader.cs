using System.Globalization;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>What the header of a RAW file says (docs.prophesee.ai, file formats, RAW), with what older ones leave to be known.</summary>
internal sealed class RawHeader
{
    /// <summary>Keywords that a RAW file has and no DAT file or text has; <c>evt</c> and <c>format</c> are younger than the others.</summary>
    private static readonly string[] Marks =
        ["integrator_name", "camera_integrator_name", "plugin_name", "plugin_integrator_name", "system_ID", "firmware_version", "serial_number"];

    /// <summary>Pixel arrays by a part of the plug-in's name, the more telling part first.</summary>
    private static readonly (string Part, SensorSize Sensor)[] Plugins =
    [
        ("genx320", new(320, 320)),
        ("gen31", new(640, 480)),
        ("gen3", new(640, 480)),
        ("gen4", new(1280, 720)),
        ("imx636", new(1280, 720)),
        ("imx646", new(1280, 720)),
    ];

    private readonly PercentHeader header;

    private RawHeader(PercentHeader header, RawEncoding encoding, bool? highHalfFirst)
    {
        this.header = header;
        Encoding = encoding;
        HighHalfFirst = highHalfFirst;
    }

    /// <summary>Where the words begin.</summary>
    public int Length => header.Length;

    /// <summary>How the words are built, by the header or, where it does not say, by their looks.</summary>
    public RawEncoding Encoding { get; }

    /// <summary>EVT 2.1: whether a word's upper half comes first; null if the header does not say.</summary>
    public bool? HighHalfFirst { get; }

    /// <summary>Reads a file's first bytes. The encoding is <see cref="RawEncoding.Unknown"/> if it is no RAW file.</summary>
    public static RawHeader Read(ReadOnlySpan<byte> head)
    {
        PercentHeader header = PercentHeader.Read(head);
        string[] format = header["format"]?.Split(';', StringSplitOptions.TrimEntries) ?? [];
        RawEncoding encoding = (format.FirstOrDefault()?.ToUpperInvariant(), header["evt"]) switch
        {
            ("EVT2" or "EVT2.0", _) => RawEncoding.Evt2,
            ("EVT21" or "EVT2.1", _) => RawEncoding.Evt21,
            ("EVT3" or "EVT3.0", _) => RawEncoding.Evt3,
            (null, "2.0" or "2") => RawEncoding.Evt2,
            (null, "2.1") => RawEncoding.Evt21,
            (null, "3.0" or "3") => RawEncoding.Evt3,
            (null, null) when header.HasAny(Marks) => RawWords.Guess(head[header.Length..]),
            _ => RawEncoding.Unknown,
        };
        bool? highHalfFirst = Field(format, "endianness") switch
        {
            "legacy" => true,
            "little" => false,
            _ => null,
        };
        return new RawHeader(header, encoding, highHalfFirst);
    }

    /// <summary>The sensor that the header states, or that its plug-in is for; null if neither.</summary>
    /// <exception cref="InvalidDataException">A size outside 1 to 16384.</exception>
    public SensorSize? Sensor(string path)
    {
        string[] format = header["format"]?.Split(';', StringSplitOptions.TrimEntries) ?? [];
        string? stated = header["geometry"] ?? (Field(format, "width") is string width && Field(format, "height") is string height ? $"{width}x{height}" : null);
        if (stated is not null)
        {
            return SensorSize.TryParse(stated, out SensorSize sensor)
                ? sensor
                : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{path}: the header states a sensor of {stated}; sides are 1 to 16384 pixels"));
        }

        string plugin = header["plugin_name"] ?? "";
        return Plugins.Where(known => plugin.Contains(known.Part, StringComparison.OrdinalIgnoreCase)).Select(known => (SensorSize?)known.Sensor).FirstOrDefault();
    }

    private static string? Field(string[] format, string name) =>
        format.Where(field => field.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)).Select(field => field[(name.Length + 1)..]).FirstOrDefault();
}
