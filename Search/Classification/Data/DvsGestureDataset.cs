using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.Search.Classification.Data;

/// <summary>
/// DVS128 Gesture (Amir et al., "A low power, fully event-based gesture recognition system", CVPR 2017): recordings of a person under one light in AEDAT 3.1, each with a list of gestures and their
/// times in <c>_labels.csv</c>; a sample is one gesture. Which recordings are for training and which for testing stands in <c>trials_to_train.txt</c> and <c>trials_to_test.txt</c>.
/// </summary>
public sealed class DvsGestureDataset : ImageDataset
{
    private const string LabelsHead = "class,startTime_usec,endTime_usec";

    private static readonly SensorSize Dvs128 = new(128, 128);

    private readonly GestureRecording[] recordings;
    private readonly (int Recording, int Label, long FromUs, long ToUs)[] gestures;
    private readonly EventFraming framing;

    private DvsGestureDataset(string source, string[] files, (int Recording, int Label, long FromUs, long ToUs)[] gestures, EventFraming framing)
    {
        Source = source;
        recordings = [.. files.Select(file => new GestureRecording(file))];
        this.gestures = gestures;
        this.framing = framing;
        Shape = framing.ShapeOf(Dvs128);
    }

    /// <inheritdoc/>
    public override string Source { get; }

    /// <inheritdoc/>
    public override int Count => gestures.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => ClassNames.DvsGesture;

    /// <inheritdoc/>
    public override SampleShape Shape { get; }

    /// <summary>Lists the gestures of a part of the data set in its folder.</summary>
    /// <exception cref="FileNotFoundException">A list or a recording is missing.</exception>
    /// <exception cref="InvalidDataException">A list is damaged.</exception>
    public static DvsGestureDataset Open(string folder, bool training, EventFraming framing)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(framing);
        string trials = Path.Combine(folder, training ? "trials_to_train.txt" : "trials_to_test.txt");
        List<string> files = [];
        List<(int, int, long, long)> gestures = [];
        foreach (string name in TextList.Lines(trials).Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            // A list of names: one with a path in it would lead out of the folder.
            string file = Path.GetFileName(name) == name ? Path.Combine(folder, name) : throw new InvalidDataException($"{trials}: '{name}' is no name of a file");
            string labels = Path.ChangeExtension(file, null) + "_labels.csv";
            if (!File.Exists(file))
            {
                throw new FileNotFoundException($"{file}: no such file; {trials} names it", file);
            }

            gestures.AddRange(Labels(labels).Select(gesture => (files.Count, gesture.Label, gesture.FromUs, gesture.ToUs)));
            files.Add(file);
        }

        return gestures.Count > 0 ? new DvsGestureDataset(trials, [.. files], [.. gestures], framing) : throw new InvalidDataException($"{trials}: names no recording with gestures");
    }

    /// <inheritdoc/>
    public override int LabelOf(int index) => gestures[index].Label;

    /// <inheritdoc/>
    public override LabelledSample Read(int index)
    {
        (int recording, int label, long fromUs, long toUs) = gestures[index];
        return new LabelledSample(framing.Encode(recordings[recording].Events(Dvs128, fromUs, toUs), Dvs128), label);
    }

    /// <summary>The gestures of a recording; classes are from 1 in the file.</summary>
    private static IEnumerable<(int Label, long FromUs, long ToUs)> Labels(string path)
    {
        int at = 0;
        foreach (string line in TextList.Lines(path))
        {
            at++;
            if (at == 1)
            {
                if (line.Trim() != LabelsHead)
                {
                    throw new InvalidDataException($"{path}: line 1: not '{LabelsHead}'");
                }

                continue;
            }

            if (line.Length == 0)
            {
                continue;
            }

            long[] numbers = [.. line.Split(',').Select(text => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1)];
            if (numbers is not [>= 0, >= 0, >= 0] || numbers[2] <= numbers[1])
            {
                throw new InvalidDataException($"{path}: line {at}: not a class, a time, and a later time");
            }

            yield return numbers[0] >= 1 && numbers[0] <= ClassNames.DvsGesture.Count
                ? ((int)numbers[0] - 1, numbers[1], numbers[2])
                : throw new InvalidDataException($"{path}: line {at}: class {numbers[0]}, not 1 to {ClassNames.DvsGesture.Count}");
        }
    }
}
