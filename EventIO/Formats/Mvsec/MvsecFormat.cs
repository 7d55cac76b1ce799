using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>MVSEC's HDF5 layout as a format.</summary>
internal sealed class MvsecFormat : IRecordingFormat
{
    public string Name => "mvsec";

    public string Description => "MVSEC, HDF5";

    public IReadOnlyList<string> Extensions { get; } = [".hdf5"];

    public int WritesCameras => 2;

    /// <summary>Any HDF5 file that no other layout claims: what it lacks is then said by name.</summary>
    public bool Recognises(FileProbe file) => Hdf5Probe.IsHdf5(file);

    public IEventRecording Open(string path, OpenOptions options) => MvsecRecording.Open(path, options);

    public IRecordingWriter Create(string path, RecordingDescription description) =>
        new MvsecWriter(path, description.Sensor, description.Geometry, description.OriginSeconds);
}
