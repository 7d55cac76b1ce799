using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>An NPY file as a format, read only: a structured array with fields t, x, y, p, or an array (N, 4) of t, x, y, p.</summary>
internal sealed class NpyFormat : IRecordingFormat
{
    public string Name => "npy";

    public string Description => "NumPy array of events";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    public bool Recognises(FileProbe file) => file.Head.StartsWith(NpyHeader.Magic);

    public IEventRecording Open(string path, OpenOptions options)
    {
        using NpyRowSource array = OpenArray(path);
        NpyEventTable table = NpyEventTable.InOne(path, string.Empty, array.Rows)
            ?? throw new InvalidDataException($"{path}: an array of shape ({string.Join(", ", array.Rows.Shape)}) is no recording; expected (N, 4) as t, x, y, p, or (N,) with fields t, x, y, p");
        return new StreamedRecording(
            path, Name, table.IsStereo ? CameraSides.Both : CameraSides.One, options.Sensor, options, side => OpenDecoder(path, table, side));
    }

    public IRecordingWriter Create(string path, RecordingDescription description) => throw new NotSupportedException("recordings are written as NPZ, not NPY");

    private static NpyEventDecoder OpenDecoder(string path, NpyEventTable table, CameraSide side)
    {
        NpyRowSource array = OpenArray(path);
        return new NpyEventDecoder(path, table, side, [array], array);
    }

    private static NpyRowSource OpenArray(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        try
        {
            return new NpyRowSource(stream, stream.Length, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
