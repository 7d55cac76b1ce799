using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>
/// An NPZ archive of events as a format: columns by name, of one camera or two, or a table a camera. A file that ends in <c>.npz</c> is
/// written as spike tensors unless events are asked for.
/// </summary>
internal sealed class NpzFormat : IRecordingFormat
{
    private const long MaxArrayBytes = 1L << 42;
    private const int LocalHeaderBytes = 30;

    public string Name => "npz";

    public string Description => "NumPy archive of events";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 2;

    /// <summary>A ZIP whose first entry is an array.</summary>
    public bool Recognises(FileProbe file)
    {
        ReadOnlySpan<byte> head = file.Head;
        if (!head.StartsWith("PK\u0003\u0004"u8) || head.Length < LocalHeaderBytes)
        {
            return false;
        }

        // The length of the name, ZIP's application note 4.3.7.
        int nameBytes = head[26] | (head[27] << 8);
        return nameBytes <= head.Length - LocalHeaderBytes && head.Slice(LocalHeaderBytes, nameBytes).EndsWith(".npy"u8);
    }

    public IEventRecording Open(string path, OpenOptions options)
    {
        using NpzReader archive = NpzReader.Open(path, MaxArrayBytes);
        NpzRecordingLayout layout = NpzRecordingLayout.Find(archive);
        bool stereo = layout.Tables.Count == 2 || layout.Tables[0].IsStereo;
        return new StreamedRecording(
            path, Name, stereo ? CameraSides.Both : CameraSides.One, options.Sensor ?? layout.Sensor, options, side => OpenDecoder(path, layout.Table(side), side),
            geometry: layout.Geometry, settle: layout.LikeSpikingStereo ? NpzRecordingLayout.Settle : null);
    }

    public IRecordingWriter Create(string path, RecordingDescription description) => new NpzRecordingWriter(path, description);

    private static NpyEventDecoder OpenDecoder(string path, NpyEventTable table, CameraSide side)
    {
        NpzReader archive = NpzReader.Open(path, MaxArrayBytes);
        try
        {
            return new NpyEventDecoder(path, table, side, [.. table.Arrays.Select(archive.OpenRows)], archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }
}
