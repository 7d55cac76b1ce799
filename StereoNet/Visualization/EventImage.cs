using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// Paints the events of a window: <see cref="Palette.On"/> and <see cref="Palette.Off"/> mixed by their counts, the brighter the more
/// events, to full strength at <see cref="FullCount"/>; silent pixels are <see cref="Palette.Blank"/>.
/// </summary>
public static class EventImage
{
    /// <summary>Events at a pixel that give full colour.</summary>
    public const int FullCount = 3;

    private const double FirstStrength = 0.55;

    /// <summary>Paints the events of <paramref name="window"/>; others, and those off the sensor, are left out.</summary>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public static Mat Render(EventBatch events, TimeWindow window, SensorSize sensor)
    {
        ArgumentNullException.ThrowIfNull(events);
        int[] on = new int[sensor.Pixels];
        int[] off = new int[sensor.Pixels];
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                (events.Polarity[i] > 0 ? on : off)[(events.Y[i] * sensor.Width) + events.X[i]]++;
            }
        }

        Mat image = new(sensor.Height, sensor.Width, MatType.CV_8UC3);
        Span<Vec3b> pixels = image.AsSpan<Vec3b>();
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Mix(on[i], off[i]);
        }

        return image;
    }

    private static Vec3b Mix(int on, int off)
    {
        int count = on + off;
        if (count == 0)
        {
            return Palette.Blank;
        }

        double strength = FirstStrength + ((1 - FirstStrength) * Math.Min(count - 1, FullCount - 1) / (FullCount - 1));
        double share = on / (double)count;
        return new Vec3b(
            Level(Palette.On.Item0, Palette.Off.Item0, Palette.Blank.Item0),
            Level(Palette.On.Item1, Palette.Off.Item1, Palette.Blank.Item1),
            Level(Palette.On.Item2, Palette.Off.Item2, Palette.Blank.Item2));

        byte Level(byte onLevel, byte offLevel, byte blank) =>
            (byte)((strength * ((share * onLevel) + ((1 - share) * offLevel))) + ((1 - strength) * blank));
    }
}
