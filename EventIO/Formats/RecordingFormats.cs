using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Aedat;
using EventStereo.EventIO.Formats.Dsec;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Formats.Nmnist;
using EventStereo.EventIO.Formats.Numpy;
using EventStereo.EventIO.Formats.Prophesee;
using EventStereo.EventIO.Formats.SpikingStereo;
using EventStereo.EventIO.Formats.Text;

namespace EventStereo.EventIO.Formats;

/// <summary>Every format that recordings are read from or written to.</summary>
public static class RecordingFormats
{
    /// <summary>The formats, in the order in which a file is asked; those of weak marks come last.</summary>
    public static IReadOnlyList<IRecordingFormat> All { get; } =
    [
        new DsecFormat(),
        new MvsecFormat(),
        new NpzFormat(),
        new NpyFormat(),
        new Aedat4Format(),
        new Aedat3Format(),
        new Aedat2Format(),
        new Evt2Format(),
        new Evt21Format(),
        new Evt3Format(),
        new DatFormat(),
        new NmnistFormat(),
        new SpikingStereoFormat(),
        new CsvFormat(),
        new UzhFormat(),
    ];

    /// <summary>The format of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IRecordingFormat Named(string name) =>
        All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"'{name}' is no format; there are {string.Join(", ", All.Select(format => format.Name))}", nameof(name));

    /// <summary>The format of a file, or of a folder that holds one recording, by its content.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">No format recognises it.</exception>
    public static IRecordingFormat Detect(string path)
    {
        if (Directory.Exists(path))
        {
            return All.FirstOrDefault(format => format.RecognisesFolder(path))
                ?? throw new InvalidDataException($"{path}: is a folder that no format keeps a recording in; name a file");
        }

        FileProbe probe = FileProbe.Of(path);
        return All.FirstOrDefault(format => format.Recognises(probe))
            ?? throw new InvalidDataException(probe.LengthBytes == 0
                ? $"{path}: the file is empty"
                : $"{path}: not a recording of any known format ({string.Join(", ", All.Select(format => format.Name))}); --format names one");
    }

    /// <summary>Opens a recording of whatever format it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file may not say; null for the defaults.</param>
    /// <param name="format">Name of its format; null finds out by content.</param>
    /// <exception cref="InvalidDataException">No format recognises it, or it is damaged.</exception>
    public static IEventRecording Open(string path, OpenOptions? options = null, string? format = null) =>
        (format is null ? Detect(path) : Named(format)).Open(path, options ?? new OpenOptions());
}
