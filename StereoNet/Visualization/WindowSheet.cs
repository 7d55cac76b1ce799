using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// Everything about one stereo window on one sheet: both cameras' events and, where they are known, the ground truth, the
/// predicted disparity, and the error of one against the other. All sheets of a series share their scales.
/// </summary>
/// <param name="Sensor">Size of both cameras.</param>
/// <param name="Disparity">Range of the disparity colours.</param>
/// <param name="Error">Range of the error colours.</param>
public sealed record WindowSheet(SensorSize Sensor, ColorScale Disparity, ColorScale Error)
{
    private const double WorstErrorPx = 5;

    /// <summary>Scales for a series that shows <paramref name="disparityPx"/>, a few of its maps; errors from 0 to 5 px.</summary>
    public static WindowSheet ForSeries(SensorSize sensor, params IEnumerable<float[]> disparityPx) =>
        new(sensor, ColorScale.ForDisparity(disparityPx), new ColorScale(0, WorstErrorPx, "px"));

    /// <summary>Composes the sheet of <paramref name="window"/>.</summary>
    /// <param name="window">The window and its events.</param>
    /// <param name="title">A line of ASCII.</param>
    /// <param name="truthPx">True disparity, <c>[H, W]</c>, NaN where unknown; null for none.</param>
    /// <param name="predictedPx">Predicted disparity, <c>[H, W]</c>, NaN for holes; null for none.</param>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public Mat Compose(StereoWindow window, string title, float[]? truthPx = null, float[]? predictedPx = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        List<Panel> panels =
        [
            Events(window.Left, window.Span, "left events"),
            Events(window.Right, window.Span, "right events"),
        ];
        try
        {
            if (truthPx is not null)
            {
                panels.Add(Map(truthPx, "true disparity"));
            }

            if (predictedPx is not null)
            {
                panels.Add(Map(AtEvents(predictedPx, window.Left), "predicted disparity at left events"));
                panels.Add(Map(predictedPx, "predicted disparity everywhere"));
            }

            if (truthPx is not null && predictedPx is not null)
            {
                panels.Add(new Panel(ValueImage.Error(AtEvents(predictedPx, window.Left), AtEvents(truthPx, window.Left), Sensor, Error), "error at left events")
                {
                    Scale = Error,
                    Colors = Palette.Error,
                });
            }

            return Montage.Compose(panels, title);
        }
        finally
        {
            panels.ForEach(panel => panel.Dispose());
        }
    }

    private Panel Events(EventBatch events, TimeWindow span, string caption) => new(EventImage.Render(events, span, Sensor), $"{caption}: {events.Count}")
    {
        Legend = [(Palette.On, "brighter"), (Palette.Off, "darker")],
    };

    private Panel Map(float[] disparityPx, string caption) => new(ValueImage.Disparity(disparityPx, Sensor, Disparity), caption) { Scale = Disparity };

    /// <summary>The map where the left camera had an event, NaN elsewhere.</summary>
    private float[] AtEvents(float[] map, EventBatch left)
    {
        float[] masked = new float[map.Length];
        Array.Fill(masked, float.NaN);
        for (int i = 0; i < left.Count; i++)
        {
            int pixel = (left.Y[i] * Sensor.Width) + left.X[i];
            masked[pixel] = map[pixel];
        }

        return masked;
    }
}
