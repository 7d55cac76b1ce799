using System.IO.Compression;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// Writes a recording as an NPZ archive: columns <c>t</c> (int64, us), <c>x</c>, <c>y</c> (uint16), <c>p</c> (int8, -1 or 1), for two cameras
/// <c>left_t</c> to <c>right_p</c>; <c>sensor</c> (int32: width, height); <c>focal_px</c> and <c>baseline_m</c> if known. Arrays are stored as
/// <c>numpy.savez</c> does, not packed: thirteen bytes an event that are read at the speed of the disk.
/// </summary>
internal sealed class NpzRecordingWriter : IRecordingWriter
{
    private readonly NpzWriter archive;
    private readonly NpzGrowingArray[][] columns;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public NpzRecordingWriter(string path, RecordingDescription description)
    {
        archive = new NpzWriter(path, CompressionLevel.NoCompression);
        try
        {
            archive.Add<int>(NpzRecordingLayout.SensorName, [description.Sensor.Width, description.Sensor.Height], 2);
            if (description.Geometry is { } geometry)
            {
                archive.Add<double>(NpzRecordingLayout.FocalName, [geometry.FocalPx]);
                archive.Add<double>(NpzRecordingLayout.BaselineName, [geometry.BaselineM]);
            }

            columns = [.. description.Cameras.Select(camera => Begin(description.Cameras.Count == 2 ? NpzRecordingLayout.Prefixes[(int)camera] : string.Empty))];
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public void Append(CameraSide side, EventBatch events)
    {
        ArgumentNullException.ThrowIfNull(events);
        NpzGrowingArray[] camera = columns[(int)side];
        camera[0].Append(events.TUs);
        camera[1].Append(events.X);
        camera[2].Append(events.Y);
        camera[3].Append(events.Polarity);
    }

    public void Complete() => archive.Complete();

    public void Dispose() => archive.Dispose();

    private NpzGrowingArray[] Begin(string prefix) =>
    [
        archive.AddGrowing<long>(prefix + "t"), archive.AddGrowing<ushort>(prefix + "x"), archive.AddGrowing<ushort>(prefix + "y"), archive.AddGrowing<sbyte>(prefix + "p"),
    ];
}
