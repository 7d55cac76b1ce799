using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>DSEC's HDF5 layout as a format.</summary>
internal sealed class DsecFormat : IRecordingFormat
{
    public string Name => "dsec";

    public string Description => "DSEC, HDF5";

    public IReadOnlyList<string> Extensions { get; } = [];

    public int WritesCameras => 0;

    public bool Recognises(FileProbe file) => Hdf5Probe.Holds(file, DsecLayout.Times) && Hdf5Probe.Holds(file, DsecLayout.Polarities);

    public bool RecognisesFolder(string path) =>
        DsecSequence.TryFind(path) is DsecSequence sequence && CameraSides.Both.Any(side => sequence.Events(side) is not null);

    public IEventRecording Open(string path, OpenOptions options) => DsecRecording.Open(path, options);

    public IRecordingWriter Create(string path, RecordingDescription description) =>
        throw new NotSupportedException("DSEC's layout is read only");
}
