using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>
/// Scores methods on recordings with ground truth, all on the same windows and at the same pixels. A window ends at its ground
/// truth's time stamp; windows that begin before the recording does are passed over.
/// </summary>
public sealed class StereoEvaluator
{
    private readonly IReadOnlyList<(IStereoMethod Method, DisparityEvaluation Evaluation)> methods;

    /// <summary>Prepares to score <paramref name="methods"/> under <paramref name="protocol"/>; a hole counts as wrong.</summary>
    /// <param name="methods">At least one.</param>
    /// <param name="protocol">Which pixels and which ground truth.</param>
    public StereoEvaluator(IReadOnlyList<IStereoMethod> methods, EvaluationProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentOutOfRangeException.ThrowIfZero(methods.Count, nameof(methods));

        // Each map is scored with its own recording's rig; this one only says that there is depth to score.
        this.methods = [.. methods.Select(method => (method, new DisparityEvaluation(protocol, StereoGeometry.MvsecIndoorFlying)))];
    }

    /// <summary>Length of a window, µs.</summary>
    public long WindowUs { get; init; } = StackingBasedOnTime.DefaultWindowUs;

    /// <summary>SBT channels of a window.</summary>
    public int Channels { get; init; } = StackingBasedOnTime.DefaultChannels;

    /// <summary>Called for each window with every method's map, in the methods' order, and the true depth; null for nobody.</summary>
    public Action<StereoWindow, IReadOnlyList<float[]>, float[]>? Observe { get; init; }

    /// <summary>Scores each method so far.</summary>
    /// <exception cref="InvalidOperationException">No pixel was scored.</exception>
    public IReadOnlyList<MethodScore> Scores =>
        [.. methods.Select(entry => new MethodScore(entry.Method.Name, entry.Evaluation.MeanOverFrames(), entry.Evaluation.OverAllPixels()))];

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

        Reset();
        int first = truth.Count - StereoSamples.CountAtGroundTruth(recording, truth, WindowUs);
        long[] endsUs = [.. truth.TimesUs.Skip(first)];
        int index = 0;
        foreach (StereoWindow window in StereoWindows.EndingAt(recording, endsUs, WindowUs, losses))
        {
            cancellation.ThrowIfCancellationRequested();
            Score(window, recording.Sensor, truth.ReadDepthM(first + index), rig);
            index++; // apart from the report, which is not evaluated when nobody listens
            progress?.Report(index / (double)endsUs.Length);
        }
    }

    /// <summary>
    /// Runs every method over the sequences of a data set, each from rest, and adds the maps of the part's windows to the scores. Methods
    /// also see the windows between, which are not scored: one that carries state gets an unbroken stream.
    /// </summary>
    /// <param name="dataset">The part; for <see cref="EvaluationProtocol.Ddes"/> made with <see cref="DatasetOptions.Ddes"/>.</param>
    /// <param name="progress">Told the share of windows done, 0 to 1.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InvalidDataException">No rig is known, or a file is damaged.</exception>
    public void Add(StereoDataset dataset, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        StereoSequence? sequence = null;
        int done = 0;
        double windows = dataset.CountWindows(unbroken: true);
        foreach (DatasetWindow window in dataset.Windows(unbroken: true))
        {
            cancellation.ThrowIfCancellationRequested();
            if (window.Sequence != sequence)
            {
                sequence = window.Sequence;
                Reset();
            }

            StereoGeometry rig = window.Rig ?? throw new InvalidDataException($"{window.Sequence.Name}: no focal length and baseline is known, so disparity gives no depth");
            StereoFrames frames = StereoFrames.From(window.Events.Left, window.Events.Right, window.Events.Span, window.Sensor, Channels);
            byte[] leftEvents = frames.LeftEvents();
            foreach ((IStereoMethod method, DisparityEvaluation evaluation) in methods)
            {
                float[] disparityPx = method.Estimate(frames);
                if (window.DisparityPx is float[] truthPx)
                {
                    evaluation.Add(disparityPx, truthPx, leftEvents, rig);
                }
            }

            done++;
            progress?.Report(done / windows);
        }
    }

    private void Reset()
    {
        foreach ((IStereoMethod method, _) in methods)
        {
            method.Reset();
        }
    }

    private void Score(StereoWindow window, SensorSize sensor, float[] depthM, StereoGeometry rig)
    {
        StereoFrames frames = StereoFrames.From(window.Left, window.Right, window.Span, sensor, Channels);
        byte[] leftEvents = frames.LeftEvents();
        List<float[]> maps = [];
        foreach ((IStereoMethod method, DisparityEvaluation evaluation) in methods)
        {
            float[] disparityPx = method.Estimate(frames);
            evaluation.AddDepth(disparityPx, depthM, leftEvents, rig);
            maps.Add(disparityPx);
        }

        Observe?.Invoke(window, maps, depthM);
    }
}
