using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>One window of a comparison: what the left camera saw, what each method says of it, and the truth where it is known.</summary>
public sealed class ComparisonFrame : IDisposable
{
    private readonly byte[]? mask;

    /// <summary>Keeps what a sheet needs of <paramref name="window"/>, whose events may then be overwritten.</summary>
    /// <param name="window">The window.</param>
    /// <param name="sensor">Size of both cameras.</param>
    /// <param name="predictedPx">A disparity map a method, <c>[H, W]</c>, NaN for holes.</param>
    /// <param name="truthPx">True disparity, <c>[H, W]</c>, NaN where unknown; null for none.</param>
    /// <param name="atEvents">Whether maps are shown and scored only where the left camera had an event.</param>
    public ComparisonFrame(StereoWindow window, SensorSize sensor, IReadOnlyList<float[]> predictedPx, float[]? truthPx, bool atEvents)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(predictedPx);
        Span = window.Span;
        LeftEvents = window.Left.Count;
        Events = EventImage.Render(window.Left, window.Span, sensor);
        if (atEvents)
        {
            mask = new byte[sensor.Pixels];
            EventCount.Mark(window.Left, window.Span, sensor, mask);
        }

        TruthPx = truthPx is null ? null : Masked(truthPx);
        PredictedPx = [.. predictedPx.Select(Masked)];
        Scores = TruthPx is null ? [] : [.. PredictedPx.Select(map => ComparisonScore.Of(map, TruthPx))];
    }

    /// <summary>The window.</summary>
    public TimeWindow Span { get; }

    /// <summary>Events of the left camera in it.</summary>
    public int LeftEvents { get; }

    /// <summary>The left camera's events painted; freed with this.</summary>
    public Mat Events { get; }

    /// <summary>True disparity at the pixels shown, <c>[H, W]</c>, NaN elsewhere; null for none.</summary>
    public float[]? TruthPx { get; }

    /// <summary>Disparity of each method at the pixels shown, <c>[H, W]</c>, NaN elsewhere.</summary>
    public IReadOnlyList<float[]> PredictedPx { get; }

    /// <summary>The score of each method; empty without ground truth.</summary>
    public IReadOnlyList<ComparisonScore> Scores { get; }

    /// <summary>Frees the painted events.</summary>
    public void Dispose() => Events.Dispose();

    private float[] Masked(float[] map)
    {
        if (mask is null)
        {
            return (float[])map.Clone();
        }

        float[] shown = new float[map.Length];
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = mask[i] != 0 ? map[i] : float.NaN;
        }

        return shown;
    }
}
