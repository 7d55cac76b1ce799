using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.Search.Classification.Data;

/// <summary>Event recordings in one folder a class, each as frames (see <see cref="EventFraming"/>), read when they are asked for: N-MNIST, CIFAR10-DVS, N-Caltech101, and every other data set that lies so.</summary>
public sealed class EventFolderDataset : ImageDataset
{
    private readonly ClassFolders folders;
    private readonly string format;
    private readonly SensorSize sensor;
    private readonly EventFraming framing;

    private EventFolderDataset(string folder, ClassFolders folders, string format, SensorSize sensor, EventFraming framing)
    {
        ArgumentNullException.ThrowIfNull(framing);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framing.Steps, nameof(framing));
        Source = folder;
        this.folders = folders;
        this.format = format;
        this.sensor = sensor;
        this.framing = framing;
        Shape = framing.ShapeOf(sensor);
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
    public static EventFolderDataset OpenNmnist(string folder, EventFraming framing) => Open(folder, ".bin", "nmnist", new SensorSize(34, 34), framing);

    /// <summary>
    /// Lists the recordings of CIFAR10-DVS: ten folders with 1,000 <c>.aedat</c> files each of a DVS128. The camera lay on its side: with columns and rows exchanged the images stand as they
    /// do in CIFAR-10 (SpikingJelly, <c>cifar10_dvs.py</c>: x is 127 less the address's row, y 127 less its column).
    /// </summary>
    /// <param name="folder">Has the ten folders.</param>
    /// <param name="training">The recordings for training; else those for testing.</param>
    /// <param name="testShare">Share of each class that is for testing.</param>
    /// <param name="split">Which of them.</param>
    /// <param name="framing">How they become frames; whether it transposes is not looked at.</param>
    /// <exception cref="InvalidDataException">It is no data set in folders.</exception>
    public static EventFolderDataset OpenCifar10Dvs(string folder, bool training, double testShare, TestSplit split, EventFraming framing) =>
        new(folder, ClassFolders.List(folder, ".aedat").Part(training, testShare, split), "aedat2", new SensorSize(128, 128), framing with { Transposes = true });

    /// <summary>Lists the recordings of N-Caltech101: folders of <c>.bin</c> files, of images of up to 240x180, each from its upper left corner on.</summary>
    /// <param name="folder">Has the folders.</param>
    /// <param name="training">The recordings for training; else those for testing.</param>
    /// <param name="testShare">Share of each class that is for testing.</param>
    /// <param name="split">Which of them.</param>
    /// <param name="framing">How they become frames.</param>
    /// <exception cref="InvalidDataException">It is no data set in folders.</exception>
    public static EventFolderDataset OpenNCaltech101(string folder, bool training, double testShare, TestSplit split, EventFraming framing) =>
        new(folder, ClassFolders.List(folder, ".bin").Part(training, testShare, split), "nmnist", new SensorSize(240, 180), framing);

    /// <summary>Lists the recordings of <paramref name="folder"/>.</summary>
    /// <param name="folder">Has one folder a class.</param>
    /// <param name="extension">Of the recordings, with its dot.</param>
    /// <param name="format">Name of their format, see <see cref="RecordingFormats"/>.</param>
    /// <param name="sensor">Extents of the sensor; an event that lies elsewhere is damage.</param>
    /// <param name="framing">How they become frames.</param>
    /// <exception cref="InvalidDataException">It is no data set in folders.</exception>
    public static EventFolderDataset Open(string folder, string extension, string format, SensorSize sensor, EventFraming framing) =>
        new(folder, ClassFolders.List(folder, extension), format, sensor, framing);

    /// <inheritdoc/>
    public override int LabelOf(int index) => folders.Labels[index];

    /// <inheritdoc/>
    public override LabelledSample Read(int index)
    {
        string path = folders.Files[index];
        using IEventRecording recording = RecordingFormats.Open(path, new OpenOptions { Sensor = sensor }, format);
        using IEventSource source = recording.OpenEvents(CameraSide.Left);
        return new LabelledSample(framing.Encode(EventSamples.ReadAll(source, path), sensor), folders.Labels[index]);
    }
}
