using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Baselines;

/// <summary>One window of both cameras as dense frames: what a method without memory of earlier windows gets to see.</summary>
/// <param name="Sensor">Size of both cameras.</param>
/// <param name="Channels">Channels of the stacks.</param>
/// <param name="LeftStack">Stacking based on time of the left camera, <c>[Channels, H, W]</c>, -1, 0 or 1; channel 0 is the oldest.</param>
/// <param name="RightStack">The same of the right camera.</param>
/// <param name="LeftCount">Events of the left camera at each pixel, <c>[H, W]</c>.</param>
/// <param name="RightCount">The same of the right camera.</param>
public sealed record StereoFrames(SensorSize Sensor, int Channels, sbyte[] LeftStack, sbyte[] RightStack, ushort[] LeftCount, ushort[] RightCount)
{
    /// <summary>Frames of the events of <paramref name="window"/>; events of other times or off the sensor have no part in them.</summary>
    public static StereoFrames From(EventBatch left, EventBatch right, TimeWindow window, SensorSize sensor, int channels = StackingBasedOnTime.DefaultChannels) =>
        new(sensor, channels, Stack(left, window, sensor, channels), Stack(right, window, sensor, channels), Count(left, window, sensor), Count(right, window, sensor));

    /// <summary>Frames of <paramref name="window"/>.</summary>
    public static StereoFrames From(StereoWindow window, SensorSize sensor, int channels = StackingBasedOnTime.DefaultChannels)
    {
        ArgumentNullException.ThrowIfNull(window);
        return From(window.Left, window.Right, window.Span, sensor, channels);
    }

    /// <summary>Marks of events of the left camera: 1 where there was one, <c>[H, W]</c>.</summary>
    public byte[] LeftEvents() => Array.ConvertAll(LeftCount, count => (byte)Math.Min((int)count, 1));

    /// <summary>Each camera's frame, mirrored, in the other's place: the scene as seen in a mirror, with the same disparities.</summary>
    public StereoFrames Mirrored() =>
        new(Sensor, Channels, Mirror(RightStack, Sensor.Width), Mirror(LeftStack, Sensor.Width), Mirror(RightCount, Sensor.Width), Mirror(LeftCount, Sensor.Width));

    private static sbyte[] Stack(EventBatch events, TimeWindow window, SensorSize sensor, int channels)
    {
        sbyte[] stack = new sbyte[channels * sensor.Pixels];
        StackingBasedOnTime.Encode(events, window, sensor, channels, stack);
        return stack;
    }

    private static ushort[] Count(EventBatch events, TimeWindow window, SensorSize sensor)
    {
        ushort[] count = new ushort[sensor.Pixels];
        for (int i = 0; i < events.Count; i++)
        {
            int x = events.X[i], y = events.Y[i];
            if (window.Contains(events.TUs[i]) && sensor.Contains(x, y))
            {
                ref ushort pixel = ref count[(y * sensor.Width) + x];
                pixel = (ushort)Math.Min(pixel + 1, ushort.MaxValue);
            }
        }

        return count;
    }

    private static T[] Mirror<T>(T[] frame, int width)
    {
        T[] mirrored = [.. frame];
        for (int start = 0; start < mirrored.Length; start += width)
        {
            mirrored.AsSpan(start, width).Reverse();
        }

        return mirrored;
    }
}
