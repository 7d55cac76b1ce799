using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Training clips out of recordings with ground truth: any run of consecutive ground-truth windows, read when asked for
/// and kept in memory up to a budget. A window ends at its ground-truth time stamp.
/// </summary>
public sealed class StereoClipSet : IDisposable
{
    /// <summary>Windows of a run that a data set's sequence is cut into: one second of MVSEC. A run counts as a recording, so an epoch sees all of a sequence.</summary>
    public const int RunWindows = 20;

    private readonly List<Recording> recordings = [];
    private readonly List<StereoDataset> sequences = [];
    private readonly Dictionary<(int Recording, int Window), LinkedListNode<Frame>> cache = [];
    private readonly LinkedList<Frame> recent = new();
    private readonly long cacheBudgetBytes;
    private readonly long windowUs;
    private readonly int channels;
    private readonly bool atEvents;
    private readonly string folder;
    private long cachedBytes;

    /// <summary>Opens <paramref name="paths"/> (files, or folders of <c>*.hdf5</c>) and checks that each has ground truth and a calibration.</summary>
    /// <param name="paths">Files, or folders of <c>*.hdf5</c>.</param>
    /// <param name="windowUs">Length of a window.</param>
    /// <param name="channels">SBT channels.</param>
    /// <param name="atEvents">Takes the disparity that each pixel had at its latest event, where a recording holds it, in place of that at the window's end: a moving edge has left its events behind by then.</param>
    /// <param name="cacheBudgetBytes">Memory for windows read before.</param>
    /// <exception cref="InvalidDataException">A file is unreadable or lacks ground truth or calibration.</exception>
    public StereoClipSet(IEnumerable<string> paths, long windowUs, int channels, bool atEvents = false, long cacheBudgetBytes = 3L << 30)
        : this(windowUs, channels, atEvents, cacheBudgetBytes, string.Empty)
    {
        string[] given = [.. paths];
        foreach (string path in given.SelectMany(Expand))
        {
            recordings.Add(Inspect(path));
        }

        if (recordings.Count == 0)
        {
            throw new InvalidDataException($"{string.Join(", ", given)}: no recording (*.hdf5) there to train on");
        }
    }

    /// <summary>Takes the sequences of a data set's part whose frames follow one another, as those to train on do, cut into runs of <see cref="RunWindows"/>.</summary>
    /// <param name="dataset">The part; its sequences are opened anew, so it may be disposed.</param>
    /// <param name="options">How its samples are made.</param>
    /// <param name="atEvents">Takes the disparity at events, by the nearer surface around each at the window's end, in place of the map.</param>
    /// <param name="cacheBudgetBytes">Memory for windows read before.</param>
    /// <param name="folder">Where the data set lies; it tells its sequences from another download's in <see cref="Truths"/>.</param>
    /// <exception cref="ArgumentException">A sequence's frames have gaps.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public StereoClipSet(StereoDataset dataset, DatasetOptions options, bool atEvents = false, long cacheBudgetBytes = 3L << 30, string folder = "")
        : this((options ?? throw new ArgumentNullException(nameof(options))).WindowUs, options.Channels, atEvents, cacheBudgetBytes, folder)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        foreach (StereoSequence sequence in dataset.Sequences.Where(sequence => sequence.Frames.Count > 0))
        {
            if (sequence.Frames[^1] - sequence.Frames[0] != sequence.Frames.Count - 1)
            {
                throw new ArgumentException($"the frames of {sequence.Name} have gaps; clips need windows that follow one another", nameof(dataset));
            }

            StereoDataset samples = new(sequence.Name, [sequence], options);
            sequences.Add(samples);
            SensorSize size = samples[0].Sensor;
            for (int first = 0; first == 0 || first + RunWindows <= samples.Count; first += RunWindows)
            {
                // What is too short for a run of its own belongs to the last one.
                int left = samples.Count - first;
                recordings.Add(new Recording(sequence.Name, size, left < 2 * RunWindows ? left : RunWindows, samples, first));
            }
        }
    }

    /// <summary>Makes an empty set.</summary>
    internal StereoClipSet(long windowUs, int channels, bool atEvents, long cacheBudgetBytes, string folder)
    {
        this.windowUs = windowUs;
        this.channels = channels;
        this.atEvents = atEvents;
        this.cacheBudgetBytes = cacheBudgetBytes;
        this.folder = folder;
    }

    /// <summary>Number of recordings.</summary>
    public int Count => recordings.Count;

    /// <summary>Number of ground-truth windows in all recordings that are learned from or scored.</summary>
    public int Windows => recordings.Sum(recording => recording.Windows - recording.ScoredFrom);

    /// <summary>Number of ground-truth windows of one recording.</summary>
    public int WindowsOf(int recording) => recordings[recording].Windows;

    /// <summary>The first window of one recording whose ground truth belongs to the set; 0 but for clips that end at a frame of a shuffled part.</summary>
    public int ScoredFrom(int recording) => recordings[recording].ScoredFrom;

    /// <summary>The file or sequence that a recording is of.</summary>
    public string NameOf(int recording) => recordings[recording].Path;

    /// <summary>Size of its sensor.</summary>
    public SensorSize SensorOf(int recording) => recordings[recording].Size;

    /// <summary>Names of the ground truth in the set, a file or a map of a sequence each: two sets with a name in common share data.</summary>
    public IEnumerable<string> Truths => recordings.SelectMany(recording => recording.Samples is null
        ? [new FileInfo(recording.Path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(recording.Path)]
        : recording.Samples.Sequences[0].Frames.Skip(recording.FirstSample + recording.ScoredFrom).Take(recording.Windows - recording.ScoredFrom)
            .Select(frame => $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Length == 0 ? "." : folder))}: {recording.Path}, map {frame}"));

    /// <summary>Reads <paramref name="windows"/> consecutive windows of a recording from window <paramref name="first"/>. The frames are shared with the cache: crop before changing them.</summary>
    public StereoClip Read(int recording, int first, int windows)
    {
        lock (cache)
        {
            Frame[] frames = new Frame[windows];
            int cached = 0;
            while (cached < windows && cache.TryGetValue((recording, first + cached), out LinkedListNode<Frame>? node))
            {
                recent.Remove(node);
                recent.AddFirst(node);
                frames[cached++] = node.Value;
            }

            if (cached < windows)
            {
                Load(recording, first + cached, frames.AsSpan(cached));
            }

            return new StereoClip(recordings[recording].Size, [.. frames.Select(f => f.Left)], [.. frames.Select(f => f.Right)], [.. frames.Select(f => f.DisparityPx)]);
        }
    }

    /// <summary>Adds a clip for each of the samples <paramref name="ends"/> of a sequence, which is then this set's to dispose: the sample and up to <paramref name="clipWindows"/> - 1 before it, of which it alone is scored.</summary>
    internal void AddEnds(string name, StereoDataset samples, IReadOnlyList<int> ends, int clipWindows)
    {
        sequences.Add(samples);
        SensorSize size = samples[0].Sensor;
        foreach (int end in ends)
        {
            int windows = Math.Min(clipWindows, end + 1);
            recordings.Add(new Recording(name, size, windows, samples, end - windows + 1, windows - 1));
        }
    }

    /// <summary>Closes a data set's files.</summary>
    public void Dispose() => sequences.ForEach(sequence => sequence.Dispose());

    private void Load(int index, int first, Span<Frame> frames)
    {
        Recording recording = recordings[index];
        if (recording.Samples is not null)
        {
            for (int i = 0; i < frames.Length; i++)
            {
                frames[i] = Keep(index, first + i, recording.Samples[recording.FirstSample + first + i]);
            }

            return;
        }

        using MvsecRecording events = MvsecRecording.Open(recording.Path);
        using MvsecGroundTruth truth = OpenTruth(events);
        int at = 0;
        foreach (StereoSample sample in StereoSamples.AtGroundTruth(events, truth, windowUs: windowUs, channels: channels, first: first, count: frames.Length))
        {
            frames[at] = Keep(index, first + at, sample);
            at++;
        }
    }

    private Frame Keep(int recording, int window, StereoSample sample)
    {
        Frame frame = new((recording, window), sample.Left, sample.Right, atEvents ? AtEvents(sample) : sample.DisparityPx!); // samples at ground truth have it
        Remember(frame);
        return frame;
    }

    /// <summary>What each event pixel saw at its latest event; from recordings that do not hold it, the nearer surface around it at the window's end.</summary>
    private static float[] AtEvents(StereoSample sample) =>
        sample.EventDisparityPx ?? NearerSurface.AtEvents(sample.DisparityPx!, sample.LeftEvents, sample.Sensor); // as above

    private void Remember(Frame frame)
    {
        if (cache.ContainsKey(frame.Key))
        {
            return;
        }

        cache[frame.Key] = recent.AddFirst(frame);
        cachedBytes += frame.Bytes;
        while (cachedBytes > cacheBudgetBytes && recent.Count > 1)
        {
            Frame oldest = recent.Last!.Value; // Count is above 1
            recent.RemoveLast();
            cache.Remove(oldest.Key);
            cachedBytes -= oldest.Bytes;
        }
    }

    private Recording Inspect(string path)
    {
        using MvsecRecording events = MvsecRecording.Open(path);
        using MvsecGroundTruth truth = OpenTruth(events);
        if (events.Geometry is null)
        {
            throw new InvalidDataException($"{path}: no calibration in the file, so depth gives no disparity to train on");
        }

        return new Recording(path, events.Sensor, StereoSamples.CountAtGroundTruth(events, truth, windowUs));
    }

    private static MvsecGroundTruth OpenTruth(MvsecRecording events) =>
        events.OpenGroundTruth() ?? throw new InvalidDataException($"{events.Path}: no ground-truth depth in the file or beside it");

    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.hdf5").Where(file => !file.EndsWith("_gt.hdf5", StringComparison.Ordinal)).Order(StringComparer.Ordinal) : [path];

    /// <summary>A recording, or a run of a data set's sequence: <paramref name="Samples"/> from <paramref name="FirstSample"/> on, of which those from <paramref name="ScoredFrom"/> on count.</summary>
    private sealed record Recording(string Path, SensorSize Size, int Windows, StereoDataset? Samples = null, int FirstSample = 0, int ScoredFrom = 0);

    private sealed record Frame((int Recording, int Window) Key, sbyte[] Left, sbyte[] Right, float[] DisparityPx)
    {
        public long Bytes => Left.Length + Right.Length + 4L * DisparityPx.Length;
    }
}
