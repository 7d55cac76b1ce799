using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>
/// Scores methods on recordings with ground truth, all in one pass, on the same windows and at the same pixels. A window ends at its
/// ground truth's time stamp; windows that begin before the recording does are passed over. A hole counts as wrong.
/// </summary>
public sealed class StereoEvaluator
{
    private readonly IReadOnlyList<IStereoMethod> methods;
    private readonly EvaluationProtocol protocol;
    private readonly DisparityEvaluation[] totals;
    private readonly List<RecordingScore> recordings = [];

    /// <summary>Prepares to score <paramref name="methods"/> under <paramref name="protocol"/>.</summary>
    /// <param name="methods">At least one.</param>
    /// <param name="protocol">The rules.</param>
    public StereoEvaluator(IReadOnlyList<IStereoMethod> methods, EvaluationProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentOutOfRangeException.ThrowIfZero(methods.Count, nameof(methods));
        this.methods = methods;
        this.protocol = protocol;
        totals = [.. methods.Select(_ => new DisparityEvaluation(protocol))];
    }

    /// <summary>Length of a window, µs.</summary>
    public long WindowUs { get; init; } = StackingBasedOnTime.DefaultWindowUs;

    /// <summary>SBT channels of a window.</summary>
    public int Channels { get; init; } = StackingBasedOnTime.DefaultChannels;

    /// <summary>Windows of a recording to score at most; those of a data set are cut by <see cref="StereoDataset.First"/>.</summary>
    public int MaxFrames { get; init; } = int.MaxValue;

    /// <summary>Called for each window of a recording with every method's map, in the methods' order, and the true depth; null for nobody.</summary>
    public Action<StereoWindow, IReadOnlyList<float[]>, float[]>? Observe { get; init; }

    /// <summary>Scores of each method over all recordings so far.</summary>
    /// <exception cref="InvalidOperationException">No pixel was scored.</exception>
    public IReadOnlyList<MethodScore> Scores => [.. methods.Zip(totals, MethodScore.Of)];

    /// <summary>Where the time went so far.</summary>
    public EvaluationSeconds Seconds { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Windows so far that had ground truth, but no pixel to be scored: they are in no number.</summary>
    public int FramesWithoutPixels { get; private set; }

    /// <summary>Scores on each recording that had a pixel to score, in the order they came.</summary>
    public IReadOnlyList<RecordingScore> Recordings => recordings;

    /// <summary>Runs every method over one recording, from rest, and adds its maps to the scores.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="truth">Its ground truth, on the same clock.</param>
    /// <param name="geometry">Its rig; null takes the recording's.</param>
    /// <param name="losses">Takes the counts of events lost.</param>
    /// <param name="progress">Told the share of windows done, 0 to 1.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InvalidDataException">No rig is known, the maps are not of the sensor's size, or a file is damaged.</exception>
    public void Add(
        IEventRecording recording, MvsecGroundTruth truth, StereoGeometry? geometry = null,
        EventLosses? losses = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(truth);
        StereoGeometry rig = geometry ?? recording.Geometry
            ?? throw new InvalidDataException($"{recording.Path}: no focal length and baseline is known, so depth gives no disparity");
        if (truth.Sensor != recording.Sensor)
        {
            throw new InvalidDataException($"{truth.Path}: depth maps of {truth.Sensor} for a sensor of {recording.Sensor}");
        }

        RecordingScoring scoring = new(methods, protocol, recording.Sensor, Channels);
        int first = truth.Count - StereoSamples.CountAtGroundTruth(recording, truth, WindowUs);
        long[] endsUs = [.. truth.TimesUs.Skip(first).Take(MaxFrames)];
        int index = 0;
        foreach (StereoWindow window in StereoWindows.EndingAt(recording, endsUs, WindowUs, losses))
        {
            cancellation.ThrowIfCancellationRequested();
            if (protocol.OpensWindows)
            {
                window.Left.RemoveFirst(window.Left.LowerBound(window.Span.FromUs + 1));
                window.Right.RemoveFirst(window.Right.LowerBound(window.Span.FromUs + 1));
            }

            float[] depthM = protocol.TruthAtEventTimes ? EventDepthM(recording, truth, first + index) : truth.ReadDepthM(first + index);
            IReadOnlyList<float[]> maps = scoring.Score(window, TruthMap.Depth(depthM, rig));
            Observe?.Invoke(window, maps, depthM);
            index++; // here and above, apart from calls whose arguments are not evaluated when nobody listens
            progress?.Report(index / (double)endsUs.Length);
        }

        Keep(recording.Path, scoring, index);
    }

    /// <summary>
    /// Runs every method over the sequences of a data set, each from rest, and adds the maps of the part's windows to the scores. Methods
    /// also see the windows between, which are not scored: one that carries state gets an unbroken stream.
    /// </summary>
    /// <param name="dataset">The part, made with <see cref="DatasetOptions.WithDepth"/> and, for a protocol that <see cref="EvaluationProtocol.OpensWindows"/>, <see cref="DatasetOptions.Ddes"/>.</param>
    /// <param name="progress">Told the share of windows done, 0 to 1.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InvalidDataException">No rig is known, or a file is damaged.</exception>
    public void Add(StereoDataset dataset, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (protocol.TruthAtEventTimes)
        {
            throw NoEventDepth("the data set");
        }

        int before = (protocol.AtEvents?.Windows ?? 1) - 1;
        (StereoSequence Sequence, RecordingScoring Scoring)? current = null;
        int done = 0, scored = 0;
        double windows = dataset.CountWindows(unbroken: true, before);
        foreach (DatasetWindow window in dataset.Windows(unbroken: true, before))
        {
            cancellation.ThrowIfCancellationRequested();
            if (window.Sequence != current?.Sequence)
            {
                Keep(current, scored);
                (current, scored) = ((window.Sequence, new RecordingScoring(methods, protocol, window.Sensor, Channels)), 0);
            }

            RecordingScoring scoring = current.Value.Scoring;
            if (window.Frame < window.Sequence.Frames[0])
            {
                scoring.Pass(window.Events);
            }
            else
            {
                scoring.Score(window.Events, Truth(window));
                scored += window.DisparityPx is null ? 0 : 1;
            }

            done++;
            progress?.Report(done / windows);
        }

        Keep(current, scored);
    }

    /// <summary>The depth at the events of the window that ends at a map, which must begin at the map before.</summary>
    private float[] EventDepthM(IEventRecording recording, MvsecGroundTruth truth, int index)
    {
        float[] depthM = truth.ReadEventDepthM(index) ?? throw NoEventDepth(recording.Path);
        return StereoSamples.PeriodUs(truth, index) is var periodUs && periodUs == WindowUs
            ? depthM
            : throw new InvalidDataException($"{recording.Path}: its depth at events is that of {periodUs} us, the time between two maps, and the windows are {WindowUs} us; protocol {protocol.Name} scores windows of that time alone");
    }

    private InvalidDataException NoEventDepth(string where) =>
        new($"{where}: no depth at events in it, which protocol {protocol.Name} scores against; recordings that evs simulate made have it");

    private static TruthMap? Truth(DatasetWindow window)
    {
        StereoGeometry rig = window.Rig ?? throw new InvalidDataException($"{window.Sequence.Name}: no focal length and baseline is known, so disparity gives no depth");
        return window.DepthM is not null ? TruthMap.Depth(window.DepthM, rig)
            : window.DisparityPx is not null ? TruthMap.Disparity(window.DisparityPx, rig)
            : null;
    }

    private void Keep((StereoSequence Sequence, RecordingScoring Scoring)? finished, int frames)
    {
        if (finished is (StereoSequence sequence, RecordingScoring scoring))
        {
            Keep(sequence.Name, scoring, frames);
        }
    }

    private void Keep(string name, RecordingScoring scoring, int frames)
    {
        EvaluationSeconds took = scoring.Seconds;
        Seconds = new EvaluationSeconds(Seconds.Reading + took.Reading, Seconds.Encoding + took.Encoding, Seconds.Methods + took.Methods, Seconds.Scoring + took.Scoring);
        int scored = scoring.Evaluations[0].PerFrame.Count;
        FramesWithoutPixels += frames - scored;
        if (scored > 0)
        {
            recordings.Add(new RecordingScore(name, [.. methods.Zip(scoring.Evaluations, MethodScore.Of)]));
        }

        foreach ((DisparityEvaluation total, DisparityEvaluation evaluation) in totals.Zip(scoring.Evaluations))
        {
            total.Add(evaluation);
        }
    }
}
