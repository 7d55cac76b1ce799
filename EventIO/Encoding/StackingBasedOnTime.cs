using System.Buffers;
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
        ArgumentOutOfRangeException.ThrowIfNotEqual((uint)(channels - 1) < 1000, true, nameof(channels));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window.LengthUs, nameof(window));
        int length = checked(channels * sensor.Pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, length, nameof(destination));
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

            int channel = (int)((times[i] - window.FromUs) * channels / window.LengthUs);
            sum[(((channel * sensor.Height) + y[i]) * sensor.Width) + x[i]] += polarity[i];
            counted++;
        }

        return counted;
    }
}
