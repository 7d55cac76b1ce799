using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// One window of a stereo recording and what was made of it, as one picture: the events of both cameras, and, where they are given,
/// the predicted disparity, the same at event pixels, the ground truth and the error.
/// </summary>
public sealed record StereoPicture
{
    private static readonly (Vec3b, string)[] Polarities = [(Palette.On, "brighter"), (Palette.Off, "darker")];

    /// <summary>Size of both cameras.</summary>
    public required SensorSize Sensor { get; init; }

    /// <summary>The window.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>Events of the left camera; those outside the window are not drawn.</summary>
    public required EventBatch Left { get; init; }

    /// <summary>Events of the right camera; those outside the window are not drawn.</summary>
    public required EventBatch Right { get; init; }

    /// <summary>Predicted disparity in px, NaN for holes, <c>[H, W]</c>.</summary>
    public float[]? DisparityPx { get; init; }

    /// <summary>True disparity in px, NaN where unknown, <c>[H, W]</c>.</summary>
    public float[]? TruthPx { get; init; }

    /// <summary>Colours of the disparities; null for a range that fits prediction and ground truth. Give one to frames of a sequence.</summary>
    public ColorScale? Scale { get; init; }

    /// <summary>Largest error that the colours tell apart, in px.</summary>
    public double LargestErrorPx { get; init; } = 5;

    /// <summary>What stands before the window's time in the title, in ASCII.</summary>
    public string Title { get; init; } = "events";

    /// <summary>Draws the picture.</summary>
    /// <param name="enlargement">How many times each pixel is repeated; 0 for about 360 px a panel.</param>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public Mat Render(int enlargement = 0)
    {
        List<Panel> panels = [EventPanel(Left, "left camera"), EventPanel(Right, "right camera")];
        try
        {
            ColorScale scale = Scale ?? ColorScale.ForDisparity(new[] { DisparityPx, TruthPx }.OfType<float[]>());
            if (DisparityPx is not null)
            {
                panels.Add(new Panel(ValueImage.Disparity(DisparityPx, Sensor, scale), "predicted disparity") { Scale = scale });
                panels.Add(new Panel(ValueImage.Disparity(AtLeftEvents(DisparityPx), Sensor, scale), "predicted disparity at events of the left camera") { Scale = scale });
            }

            if (TruthPx is not null)
            {
                panels.Add(new Panel(ValueImage.Disparity(TruthPx, Sensor, scale), "true disparity") { Scale = scale });
            }

            if (DisparityPx is not null && TruthPx is not null)
            {
                panels.Add(ErrorPanel(DisparityPx, TruthPx));
            }

            // Four panels stand better two by two; six and three in rows of three.
            return Montage.Compose(panels, FormattableString.Invariant($"{Title}, {Window.FromUs / 1000.0:0.###} to {Window.ToUs / 1000.0:0.###} ms"), panels.Count == 4 ? 2 : 3, enlargement);
        }
        finally
        {
            panels.ForEach(panel => panel.Dispose());
        }
    }

    private Panel EventPanel(EventBatch events, string camera)
    {
        int count = events.LowerBound(Window.ToUs) - events.LowerBound(Window.FromUs);
        return new Panel(EventImage.Render(events, Window, Sensor), FormattableString.Invariant($"{camera}, {count:N0} events")) { Legend = Polarities };
    }

    private Panel ErrorPanel(float[] disparityPx, float[] truthPx)
    {
        ColorScale scale = new(0, LargestErrorPx, "px");
        return new Panel(ValueImage.Error(disparityPx, truthPx, Sensor, scale), "absolute error") { Scale = scale, Colors = Palette.Error };
    }

    private float[] AtLeftEvents(float[] disparityPx)
    {
        float[] kept = new float[disparityPx.Length];
        Array.Fill(kept, float.NaN);
        for (int i = Left.LowerBound(Window.FromUs); i < Left.LowerBound(Window.ToUs); i++)
        {
            if (Sensor.Contains(Left.X[i], Left.Y[i]))
            {
                int pixel = (Left.Y[i] * Sensor.Width) + Left.X[i];
                kept[pixel] = disparityPx[pixel];
            }
        }

        return kept;
    }
}
