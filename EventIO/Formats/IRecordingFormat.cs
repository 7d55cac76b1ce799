using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats;

/// <summary>A file format of recordings: how to recognise, read and write it.</summary>
public interface IRecordingFormat
{
    /// <summary>Name for <c>--format</c> and <c>--to</c>, lower case, such as <c>evt3</c>.</summary>
    string Name { get; }

    /// <summary>A phrase for people, such as <c>Prophesee RAW, EVT 3.0</c>.</summary>
    string Description { get; }

    /// <summary>Endings by which a file to be written is taken to be of this format, with the dot; empty where another format has them.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Cameras that a file holds at most, 1 or 2; 0 for a format that is not written.</summary>
    int WritesCameras { get; }

    /// <summary>Whether a file's content is of this format. Looks at little of it and throws nothing that a hostile file could provoke.</summary>
    bool Recognises(FileProbe file);

    /// <summary>Whether a folder holds a recording of this format; few formats spread one over files.</summary>
    bool RecognisesFolder(string path) => false;

    /// <summary>Opens a recording.</summary>
    /// <exception cref="InvalidDataException">Not of this format, or damaged; the message names the place.</exception>
    IEventRecording Open(string path, OpenOptions options);

    /// <summary>Begins a file.</summary>
    /// <exception cref="NotSupportedException"><see cref="WritesCameras"/> is 0.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    IRecordingWriter Create(string path, RecordingDescription description);
}
