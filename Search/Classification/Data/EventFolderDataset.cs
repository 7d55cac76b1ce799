using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.Search.Classification.Data;

/// <summary>Event recordings in one folder a class, each as frames (see <see cref="EventFrames"/>), read when they are asked for: N-MNIST, and every other data set that lies so.</summary>
public sealed class EventFolderDataset : ImageDataset
{
    private const int ReadEvents = 1 << 16;

    /// <summary>Most events of a recording that are read.</summary>
    private const int MaxEvents = 1 << 26;

    private readonly ClassFolders folders;
    private readonly string format;
    private readonly SensorSize sensor;
    private readonly EventSlicing slicing;

    private EventFolderDataset(string folder, ClassFolders folders, string format, SensorSize sensor, int steps, EventSlicing slicing)
    {
        Source = folder;
        this.folders = folders;
        this.format = format;
        this.sensor = sensor;
        this.slicing = slicing;
        Shape = new SampleShape(steps, 2, sensor.Height, sensor.Width);
    }

    /// <inheritdoc/>
    public override string Source { get; }

    /// <inheritdoc/>
    public override int Count => folders.Files.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => folders.Classes;

    /// <inheritdoc/>
    public override SampleShape Shape { get; }

    /// <summary>Lists the recordings of N-MNIST's <c>Train</c> or <c>Test</c> folder: <c>0</c> to <c>9</c>, with <c>.bin</c> files of a 34x34 sensor.</summary>
    /// <exception cref="InvalidDataException">It is no data set in folders.</exception>
    public static EventFolderDataset OpenNmnist(string folder, int steps, EventSlicing slicing = EventSlicing.ByTime) =>
        Open(folder, ".bin", "nmnist", new SensorSize(34, 34), steps, slicing);

    /// <summary>Lists the recordings of <paramref name="folder"/>.</summary>
    /// <param name="folder">Has one folder a class.</param>
    /// <param name="extension">Of the recordings, with its dot.</param>
    /// <param name="format">Name of their format, see <see cref="RecordingFormats"/>.</param>
    /// <param name="sensor">Extents of the frames; an event that lies elsewhere is damage.</param>
    /// <param name="steps">Frames of a sample.</param>
    /// <param name="slicing">How a recording is cut.</param>
    /// <exception cref="InvalidDataException">It is no data set in folders.</exception>
    public static EventFolderDataset Open(string folder, string extension, string format, SensorSize sensor, int steps, EventSlicing slicing)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return new EventFolderDataset(folder, ClassFolders.List(folder, extension), format, sensor, steps, slicing);
    }

    /// <inheritdoc/>
    public override int LabelOf(int index) => folders.Labels[index];

    /// <inheritdoc/>
    public override LabelledSample Read(int index)
    {
        string path = folders.Files[index];
        EventBatch events = new();
        using IEventRecording recording = RecordingFormats.Open(path, new OpenOptions { Sensor = sensor }, format);
        using IEventSource source = recording.OpenEvents(CameraSide.Left);
        while (source.Read(events, ReadEvents) > 0)
        {
            if (events.Count > MaxEvents)
            {
                throw new InvalidDataException($"{path}: event {MaxEvents}: more events than a sample here may have");
            }
        }

        if (source.Losses.Dropped + source.Losses.SkippedBytes > 0)
        {
            string lost = string.Join(", ", source.Losses.ByReason.Select(pair => $"{pair.Value} {pair.Key}"));
            throw new InvalidDataException($"{path}: damaged: {lost} beside {events.Count} sound events on {sensor}");
        }

        return events.Count > 0
            ? new LabelledSample(EventFrames.Encode(events, sensor, Shape.Steps, slicing), folders.Labels[index])
            : throw new InvalidDataException($"{path}: has no event");
    }
}
