using System.Diagnostics;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>One pass of methods over one recording, from rest: windows in order of time in, scores out.</summary>
internal sealed class RecordingScoring
{
    private readonly IReadOnlyList<IStereoMethod> methods;
    private readonly EvaluationProtocol protocol;
    private readonly SensorSize sensor;
    private readonly int channels;
    private readonly RecentEvents? events;
    private readonly long started = Stopwatch.GetTimestamp();
    private TimeSpan encoding;
    private TimeSpan estimating;
    private TimeSpan scoring;

    public RecordingScoring(IReadOnlyList<IStereoMethod> methods, EvaluationProtocol protocol, SensorSize sensor, int channels)
    {
        this.methods = methods;
        this.protocol = protocol;
        this.sensor = sensor;
        this.channels = channels;
        events = protocol.AtEvents is ScoredEvents rule ? new RecentEvents(rule, sensor) : null;
        Evaluations = [.. methods.Select(_ => new DisparityEvaluation(protocol))];
        foreach (IStereoMethod method in methods)
        {
            method.Reset();
        }
    }

    /// <summary>Scores of each method so far.</summary>
    public IReadOnlyList<DisparityEvaluation> Evaluations { get; }

    /// <summary>Where the time went since the beginning; what no method and no score took is reading.</summary>
    public EvaluationSeconds Seconds => new(
        (Stopwatch.GetElapsedTime(started) - encoding - estimating - scoring).TotalSeconds, encoding.TotalSeconds, estimating.TotalSeconds, scoring.TotalSeconds);

    /// <summary>A window that comes before the first one that methods see.</summary>
    public void Pass(StereoWindow window) => events?.Add(window.Left, window.Span);

    /// <summary>Shows a window to every method and scores their maps where there is ground truth.</summary>
    /// <returns>The maps, in the methods' order.</returns>
    public IReadOnlyList<float[]> Score(StereoWindow window, TruthMap? truth)
    {
        Pass(window);
        StereoFrames frames = Timed(ref encoding, () => StereoFrames.From(window.Left, window.Right, window.Span, sensor, channels));
        float[][] maps = Timed(ref estimating, () => methods.Select(method => method.Estimate(frames)).ToArray());
        if (truth is not null)
        {
            Timed(ref scoring, () => Score(maps, ScoredTruth.Select(protocol, truth, sensor, events is null ? [] : events.Marks())));
        }

        return maps;
    }

    private static T Timed<T>(ref TimeSpan sum, Func<T> work)
    {
        long from = Stopwatch.GetTimestamp();
        T result = work();
        sum += Stopwatch.GetElapsedTime(from);
        return result;
    }

    private bool Score(float[][] maps, ScoredTruth truth)
    {
        bool scored = false;
        for (int i = 0; i < maps.Length; i++)
        {
            scored |= Evaluations[i].Add(maps[i], truth) is not null;
        }

        return scored;
    }
}
