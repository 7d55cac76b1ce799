using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Metrics;

/// <summary>The pixels of one map that are scored, with what they are scored against: made once and the same for every method.</summary>
public sealed class ScoredTruth
{
    private readonly int[] pixels;
    private readonly float[] disparityPx;
    private readonly float[] depthM;

    private ScoredTruth(SensorSize sensor, int[] pixels, float[] disparityPx, float[] depthM, double focalTimesBaseline)
    {
        Sensor = sensor;
        this.pixels = pixels;
        this.disparityPx = disparityPx;
        this.depthM = depthM;
        FocalTimesBaseline = focalTimesBaseline;
    }

    /// <summary>Extents H, W of the map.</summary>
    public SensorSize Sensor { get; }

    /// <summary>Number of scored pixels.</summary>
    public int Count => pixels.Length;

    /// <summary>Index <c>y * W + x</c> of each.</summary>
    public ReadOnlySpan<int> Pixels => pixels;

    /// <summary>Disparity of each in px.</summary>
    public ReadOnlySpan<float> DisparityPx => disparityPx;

    /// <summary>Depth of each in metres; empty where no rig is known.</summary>
    public ReadOnlySpan<float> DepthM => depthM;

    /// <summary>f * B in px m; NaN where no rig is known.</summary>
    public double FocalTimesBaseline { get; }

    /// <summary>Selects the pixels that <paramref name="protocol"/> scores.</summary>
    /// <param name="protocol">The rules.</param>
    /// <param name="truth">Ground truth as its source has it.</param>
    /// <param name="sensor">Extents H, W.</param>
    /// <param name="leftEvents">Not 0 where the left camera had one of the events of <see cref="EvaluationProtocol.AtEvents"/>, [H, W]; not looked at where that is null.</param>
    /// <exception cref="InvalidDataException">The protocol needs a rig and none is known.</exception>
    public static ScoredTruth Select(EvaluationProtocol protocol, TruthMap truth, SensorSize sensor, ReadOnlySpan<byte> leftEvents = default)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(truth);
        bool everywhere = protocol.AtEvents is null;
        if (truth.Values.Length != sensor.Pixels || (!everywhere && leftEvents.Length != sensor.Pixels))
        {
            throw new ArgumentException($"{truth.Values.Length} true values and {leftEvents.Length} marks of events for a map of {sensor}", nameof(truth));
        }

        float[] allPx = new float[sensor.Pixels];
        float[] allM = truth.Rig is null ? [] : new float[sensor.Pixels];
        protocol.Prepare(truth, sensor, allPx, allM);
        int[] pixels = new int[sensor.Pixels];
        int count = 0;
        for (int i = 0; i < allPx.Length; i++)
        {
            if (float.IsFinite(allPx[i]) && (everywhere || leftEvents[i] != 0))
            {
                allPx[count] = allPx[i];
                pixels[count++] = i;
            }
        }

        for (int i = 0; allM.Length > 0 && i < count; i++)
        {
            allM[i] = allM[pixels[i]];
        }

        return new ScoredTruth(sensor, pixels[..count], allPx[..count], allM.Length == 0 ? [] : allM[..count], truth.Rig?.FocalTimesBaseline ?? double.NaN);
    }
}
