using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.Search.Configuration;

namespace EventStereo.StereoNet.Training;

/// <summary>The recordings that a run is trained on, or validated on: a clip set for each entry of its data, recordings numbered through the sets.</summary>
public sealed class StereoTrainingData : IDisposable
{
    private const long CacheBudgetBytes = 3L << 30;
    private readonly IReadOnlyList<StereoClipSet> sets;
    private readonly (StereoClipSet Set, int Index)[] recordings;

    /// <summary>Joins sets, which are then this one's to dispose.</summary>
    public StereoTrainingData(IReadOnlyList<StereoClipSet> sets)
    {
        this.sets = sets ?? throw new ArgumentNullException(nameof(sets));
        recordings = [.. sets.SelectMany(set => Enumerable.Range(0, set.Count).Select(index => (set, index)))];
        Windows = sets.Sum(set => set.Windows);
    }

    private StereoTrainingData(IReadOnlyList<StereoClipSet> sets, (StereoClipSet Set, int Index)[] recordings) =>
        (this.sets, this.recordings, Windows) = (sets, recordings, recordings.Sum(recording => recording.Set.WindowsOf(recording.Index)));

    /// <summary>Number of recordings.</summary>
    public int Count => recordings.Length;

    /// <summary>Size of the first recording's sensor.</summary>
    public SensorSize Sensor => recordings[0].Set.SensorOf(recordings[0].Index);

    /// <summary>Number of ground-truth windows in all recordings.</summary>
    public int Windows { get; }

    /// <summary>Number of recordings of each set.</summary>
    public IReadOnlyList<int> SetSizes => [.. sets.Select(set => recordings.Count(recording => recording.Set == set))];

    /// <summary>Opens what <paramref name="config"/> trains on, and what it validates on, if anything.</summary>
    /// <exception cref="ConfigurationException">The two have ground truth in common.</exception>
    /// <exception cref="FileNotFoundException">A download is not complete.</exception>
    /// <exception cref="InvalidDataException">A file is unreadable, lacks ground truth or calibration, or is shorter than a clip, or nothing is left to validate on.</exception>
    public static (StereoTrainingData Train, StereoTrainingData? Validation) Open(StereoRunConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        StereoTrainingData train = new(OpenSets(config, config.TrainingSources));
        StereoTrainingData? validation = null;
        try
        {
            train.RequireWholeClips(config.Training.ClipWindows);
            validation = config.Validation.Count == 0 ? null : new StereoTrainingData(OpenSets(config, config.ValidationSources));
            validation?.RequireScoredWindow(config.Training);
            HashSet<string> trained = [.. train.Truths];
            if (validation?.Truths.FirstOrDefault(trained.Contains) is string common)
            {
                throw new ConfigurationException("validation", $"{common} is trained on as well; what a run is validated on must be data that it does not learn");
            }

            return (train, validation);
        }
        catch
        {
            validation?.Dispose();
            train.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The recordings in two parts that have none in common, for the two levels of a search: drawn by <paramref name="seed"/>, the first with <paramref name="share"/> of each set, at least
    /// one of each. They read through this one, which stays the owner.
    /// </summary>
    /// <exception cref="InvalidDataException">A set has one recording alone.</exception>
    public (StereoTrainingData First, StereoTrainingData Second) Split(double share, int seed)
    {
        HashSet<(StereoClipSet, int)> first = [];
        foreach (StereoClipSet set in sets)
        {
            if (set.Count < 2)
            {
                throw new InvalidDataException($"{set.NameOf(0)}: one recording cannot be split between the two levels of a search; give a folder of several");
            }

            int[] order = [.. Enumerable.Range(0, set.Count)];
            new Random(seed).Shuffle(order);
            first.UnionWith(order.Take(Math.Clamp((int)Math.Round(share * set.Count), 1, set.Count - 1)).Select(index => (set, index)));
        }

        return (new StereoTrainingData(sets, [.. recordings.Where(first.Contains)]), new StereoTrainingData(sets, [.. recordings.Where(recording => !first.Contains(recording))]));
    }

    /// <summary>Number of ground-truth windows of one recording.</summary>
    public int WindowsOf(int recording) => recordings[recording].Set.WindowsOf(recordings[recording].Index);

    /// <summary>The first window of one recording that is scored in validation; those before it only bring the membranes up.</summary>
    public int ScoredFrom(int recording) => recordings[recording].Set.ScoredFrom(recordings[recording].Index);

    /// <summary>Reads <paramref name="windows"/> consecutive windows of a recording from window <paramref name="first"/>. The frames are shared with a cache: crop before changing them.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public StereoClip Read(int recording, int first, int windows) => recordings[recording].Set.Read(recordings[recording].Index, first, windows);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StereoClipSet set in sets)
        {
            set.Dispose();
        }
    }

    private IEnumerable<string> Truths => sets.SelectMany(set => set.Truths);

    private static List<StereoClipSet> OpenSets(StereoRunConfig config, IReadOnlyList<StereoDataSource> sources)
    {
        List<StereoClipSet> opened = [];
        try
        {
            foreach (StereoDataSource source in sources)
            {
                opened.Add(OpenSet(config, source, CacheBudgetBytes / sources.Count));
            }

            return opened;
        }
        catch
        {
            opened.ForEach(set => set.Dispose());
            throw;
        }
    }

    private static StereoClipSet OpenSet(StereoRunConfig config, StereoDataSource source, long cacheBudgetBytes)
    {
        bool atEvents = config.Training.LossPixels == LossPixels.Events;
        if (source.Part is null)
        {
            return new StereoClipSet([source.Path], config.Training.WindowUs, config.Network.InputChannels, atEvents, cacheBudgetBytes);
        }

        DatasetOptions options = new() { WindowUs = config.Training.WindowUs, Channels = config.Network.InputChannels };
        using StereoDataset dataset = source.Part.Open(source.Path, options);
        return source.Part.Part == DatasetPart.Train
            ? new StereoClipSet(dataset, options, atEvents, cacheBudgetBytes, source.Path)
            : ScatteredFrames.Open(source.Path, dataset, options, config.Training.ClipWindows, atEvents, cacheBudgetBytes);
    }

    /// <summary>A validation that scores nothing would choose no weights, and say so only at the end.</summary>
    private void RequireScoredWindow(StereoTrainingConfig training)
    {
        if (!Enumerable.Range(0, Count).Any(i => Math.Min(training.ClipWindows, WindowsOf(i)) > Math.Max(training.BurnInWindows, ScoredFrom(i))))
        {
            throw new InvalidDataException($"validation: none of its {Count} recordings has a window to score after training.burnInWindows, {training.BurnInWindows}; lower it, or give longer recordings");
        }
    }

    private void RequireWholeClips(int clipWindows)
    {
        for (int i = 0; i < Count; i++)
        {
            if (WindowsOf(i) < clipWindows)
            {
                throw new InvalidDataException($"{recordings[i].Set.NameOf(recordings[i].Index)}: {WindowsOf(i)} windows with ground truth, fewer than training.clipWindows, {clipWindows}; lower it, or leave the recording out");
            }
        }
    }
}
