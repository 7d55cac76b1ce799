using System.Buffers;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Stacking based on time (SBT): a window is cut into C slices of equal length, channel 0 the oldest, and a pixel's value is the
/// sign of the sum of its events' polarities in the slice: -1, 0 or 1 (the input of the published event-stereo networks,
/// 5 channels of 10 ms; Nam et al., "Stereo Depth from Events Cameras: Concentrate and Focus on the Future", CVPR 2022, 3.1).
/// </summary>
public static class StackingBasedOnTime
{
    /// <summary>Channels of the published networks.</summary>
    public const int DefaultChannels = 5;

    /// <summary>Window of the published networks, in microseconds.</summary>
    public const long DefaultWindowUs = 50_000;

    /// <summary>Least part of an event that marks a pixel in <see cref="EncodeExact"/>; a hair less than a quarter, for rounding.</summary>
    private const float LeastShare = 0.2499f;

    /// <summary>
    /// Encodes the events of a window. An event at time t falls into channel floor((t - from) * C / (to - from)), in integers;
    /// events outside the window are not counted.
    /// </summary>
    /// <param name="events">Events in any order; in time order they take the fast path. Those off the sensor are not counted.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="channels">Number of slices C, 1 to 1,000.</param>
    /// <param name="destination">[C, H, W], overwritten.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, int channels, Span<sbyte> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        _ = CheckedLength(window, sensor, channels, destination.Length);
        if (!TimeSlices.InOrder(events.TUs))
        {
            return ScalarEncoders.StackByTime(events, window, sensor, channels, destination);
        }

        int[] firsts = new int[channels + 1];
        TimeSlices.FindFirsts(events.TUs, window, firsts);
        return PixelSums.StackSigns(events, firsts, sensor, destination);
    }

    /// <summary>
    /// Encodes raw events at their exact rectified positions: a polarity spreads bilinearly over the four pixels around its
    /// position, and a pixel takes the sign of its sum where that is at least a quarter of an event in magnitude, the share
    /// of each of four equally near pixels.
    /// </summary>
    /// <param name="events">Raw events, in any order.</param>
    /// <param name="map">Where raw pixels lie in the rectified image; gives H and W.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="channels">Number of slices C, 1 to 1,000.</param>
    /// <param name="destination">[C, H, W], overwritten.</param>
    /// <returns>Number of events of which at least a part fell into the image.</returns>
    public static int EncodeExact(EventBatch events, RectificationMap map, TimeWindow window, int channels, Span<sbyte> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(map);
        int length = CheckedLength(window, map.Sensor, channels, destination.Length);
        float[] sums = ArrayPool<float>.Shared.Rent(length);
        try
        {
            Span<float> sum = sums.AsSpan(0, length);
            sum.Clear();
            int counted = 0;
            for (int i = 0; i < events.Count; i++)
            {
                if (window.Contains(events.TUs[i]))
                {
                    int channel = TimeSlices.Of(events.TUs[i], window, channels);
                    int pixel = (events.Y[i] * map.Sensor.Width) + events.X[i];
                    Span<float> plane = sum.Slice(channel * map.Sensor.Pixels, map.Sensor.Pixels);
                    counted += BilinearSpread.Add(plane, map.Sensor, map.X[pixel], map.Y[pixel], events.Polarity[i]) ? 1 : 0;
                }
            }

            for (int i = 0; i < sum.Length; i++)
            {
                destination[i] = (sbyte)(MathF.Abs(sum[i]) >= LeastShare ? MathF.Sign(sum[i]) : 0);
            }

            return counted;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(sums);
        }
    }

    private static int CheckedLength(TimeWindow window, SensorSize sensor, int channels, int given)
    {
        TimeSlices.Check(window, channels);
        int length = checked(channels * sensor.Pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(given, length, "destination");
        return length;
    }
}
