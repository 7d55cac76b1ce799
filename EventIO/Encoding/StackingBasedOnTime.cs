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
    /// <param name="events">Events on the sensor, in any order.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="channels">Number of slices C, 1 to 1,000.</param>
    /// <param name="destination">[C, H, W], overwritten.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, int channels, Span<sbyte> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        int length = CheckedLength(window, sensor, channels, destination.Length);
        int[] sums = ArrayPool<int>.Shared.Rent(length);
        try
        {
            Span<int> sum = sums.AsSpan(0, length);
            sum.Clear();
            int counted = Accumulate(events, window, sensor, channels, sum);
            for (int i = 0; i < sum.Length; i++)
            {
                destination[i] = (sbyte)Math.Sign(sum[i]);
            }

            return counted;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(sums);
        }
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
                    int channel = ChannelOf(events.TUs[i], window, channels);
                    int pixel = (events.Y[i] * map.Sensor.Width) + events.X[i];
                    Span<float> plane = sum.Slice(channel * map.Sensor.Pixels, map.Sensor.Pixels);
                    counted += Spread(plane, map.Sensor, map.X[pixel], map.Y[pixel], events.Polarity[i]) ? 1 : 0;
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

    private static bool Spread(Span<float> plane, SensorSize size, float x, float y, sbyte polarity)
    {
        float left = MathF.Floor(x), top = MathF.Floor(y);
        float right = x - left, bottom = y - top;
        bool any = Put(plane, 0, 0, (1 - right) * (1 - bottom));
        any |= Put(plane, 1, 0, right * (1 - bottom));
        any |= Put(plane, 0, 1, (1 - right) * bottom);
        return any | Put(plane, 1, 1, right * bottom);

        bool Put(Span<float> target, int dx, int dy, float share)
        {
            float column = left + dx, row = top + dy;
            if (share <= 0 || column < 0 || column >= size.Width || row < 0 || row >= size.Height)
            {
                return false;
            }

            target[((int)row * size.Width) + (int)column] += share * polarity;
            return true;
        }
    }

    private static int CheckedLength(TimeWindow window, SensorSize sensor, int channels, int given)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 1000);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window.LengthUs, nameof(window));
        int length = checked(channels * sensor.Pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(given, length, "destination");
        return length;
    }

    private static int ChannelOf(long tUs, TimeWindow window, int channels) => (int)((tUs - window.FromUs) * channels / window.LengthUs);

    private static int Accumulate(EventBatch events, TimeWindow window, SensorSize sensor, int channels, Span<int> sum)
    {
        ReadOnlySpan<long> times = events.TUs;
        ReadOnlySpan<ushort> x = events.X, y = events.Y;
        ReadOnlySpan<sbyte> polarity = events.Polarity;
        int counted = 0;
        for (int i = 0; i < times.Length; i++)
        {
            if (!window.Contains(times[i]) || !sensor.Contains(x[i], y[i]))
            {
                continue;
            }

            int channel = ChannelOf(times[i], window, channels);
            sum[(((channel * sensor.Height) + y[i]) * sensor.Width) + x[i]] += polarity[i];
            counted++;
        }

        return counted;
    }
}
