using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.SpikingStereo;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>Where the events of a recording are in an archive.</summary>
internal sealed record NpzRecordingLayout
{
    /// <summary>Name of the array that states the sensor: width, height.</summary>
    public const string SensorName = "sensor";

    /// <summary>Name of the scalar that states the focal length in pixels.</summary>
    public const string FocalName = "focal_px";

    /// <summary>Name of the scalar that states the cameras' distance in metres.</summary>
    public const string BaselineName = "baseline_m";

    /// <summary>What the names of a camera's columns begin with.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["left_", "right_"];

    private static readonly string[] TableNames = ["left", "right"];

    /// <summary>The left camera's table and the right one's; of one camera, or of a table that names its cameras, one.</summary>
    public required IReadOnlyList<NpyEventTable> Tables { get; init; }

    /// <summary>The sensor, if stated.</summary>
    public SensorSize? Sensor { get; init; }

    /// <summary>The geometry, if stated.</summary>
    public StereoGeometry? Geometry { get; init; }

    /// <summary>
    /// Whether the archive holds what those of SpikingStereoMatching do: <c>left</c> and <c>right</c> of whole numbers, (N, 4), and no word of the sensor.
    /// </summary>
    public bool LikeSpikingStereo { get; init; }

    /// <summary>Which of two cameras' tables belongs to a side.</summary>
    public NpyEventTable Table(CameraSide side) => Tables[Tables.Count == 2 ? (int)side : 0];

    /// <summary>Finds the tables.</summary>
    /// <exception cref="InvalidDataException">There are none; the message says what there is.</exception>
    public static NpzRecordingLayout Find(NpzReader archive)
    {
        Dictionary<string, NpyRows> arrays = archive.Names.Where(name => name != "meta").ToDictionary(name => name, archive.Rows, StringComparer.Ordinal);
        if (arrays.Any(array => array.Key is "left" or "right" or "events" && array.Value.Shape.Count == 4))
        {
            throw new InvalidDataException($"{archive.Path}: holds spike tensors, not events");
        }

        IReadOnlyList<NpyEventTable> tables = FindTables(archive.Path, arrays)
            ?? throw new InvalidDataException(
                $"{archive.Path}: no events: expected arrays t, x, y, p, or left_t and so on, or left and right of shape (N, 4); it has {string.Join(", ", arrays.Select(Show))}");
        return new NpzRecordingLayout
        {
            Tables = tables,
            Sensor = arrays.ContainsKey(SensorName) ? ReadSensor(archive) : null,
            Geometry = arrays.ContainsKey(FocalName) && arrays.ContainsKey(BaselineName) ? ReadGeometry(archive) : null,
            LikeSpikingStereo = arrays.Count == 2 && TableNames.All(name => arrays.TryGetValue(name, out NpyRows? rows)
                && rows is { Structured: false, Shape.Count: 2 } && rows.Fields.All(field => !field.Type.IsFloat)),
        };
    }

    /// <summary>The DVS128's size for events of SpikingStereoMatching's cameras, which at times send rows up to 131; else what holds them.</summary>
    public static SensorSize Settle(SensorSize extents) => extents.Width <= 128 && extents.Height <= 132 ? SpikingStereoFormat.Dvs128 : extents;

    private static NpyEventTable[]? FindTables(string path, Dictionary<string, NpyRows> arrays)
    {
        if (NpyEventTable.InColumns(path, Prefixes[0], arrays) is NpyEventTable leftColumns && NpyEventTable.InColumns(path, Prefixes[1], arrays) is NpyEventTable rightColumns)
        {
            return [leftColumns, rightColumns];
        }

        if (NpyEventTable.InColumns(path, string.Empty, arrays) is NpyEventTable columns)
        {
            return [columns];
        }

        if (TableNames.All(arrays.ContainsKey))
        {
            return NpyEventTable.InOne(path, TableNames[0], arrays[TableNames[0]]) is NpyEventTable left
                && NpyEventTable.InOne(path, TableNames[1], arrays[TableNames[1]]) is NpyEventTable right ? [left, right] : null;
        }

        string? single = arrays.ContainsKey("events") ? "events" : arrays.Count == 1 ? arrays.Keys.First() : null;
        return single is not null && NpyEventTable.InOne(path, single, arrays[single]) is NpyEventTable table ? [table] : null;
    }

    private static SensorSize ReadSensor(NpzReader archive)
    {
        using NpyRowSource source = archive.OpenRows(SensorName);
        long[] sides = new long[2];
        if (source.Rows is { Shape: [2], Structured: false, Fields: [{ Type.IsFloat: false }] })
        {
            NpyColumnReader.Whole(source.Read(2), source.Rows.RowBytes, source.Rows.Fields[0], sides);
        }

        return sides.All(side => side is >= 1 and <= 65_536)
            ? new SensorSize((int)sides[0], (int)sides[1])
            : throw new InvalidDataException($"{source.Name}: expected two whole numbers from 1 to 65,536: the sensor's width and height");
    }

    private static StereoGeometry ReadGeometry(NpzReader archive)
    {
        double[] values = [.. ((string[])[FocalName, BaselineName]).Select(name => archive.Read<double>(name).Data is [> 0 and < double.PositiveInfinity and double value]
            ? value
            : throw new InvalidDataException($"{archive.Path}: {name}: expected one number above 0"))];
        return new StereoGeometry(values[0], values[1]);
    }

    private static string Show(KeyValuePair<string, NpyRows> array) => $"{array.Key} ({string.Join(", ", array.Value.Shape)})";
}
