using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Ground truth at events. An event on an edge belongs to the nearer of the two surfaces that meet there, and may lie a
/// pixel off it, so the disparity at an event is the greatest valid one of its 3x3 neighbourhood.
/// </summary>
public static class NearerSurface
{
    /// <summary>The greatest valid disparity of each pixel's 3x3 neighbourhood, NaN where there is none.</summary>
    /// <param name="disparityPx">[H, W], NaN where unknown.</param>
    /// <param name="size">H and W.</param>
    /// <param name="destination">[H, W], overwritten; another array than the input.</param>
    public static void Widen(ReadOnlySpan<float> disparityPx, SensorSize size, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(disparityPx.Length, size.Pixels, nameof(disparityPx));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, size.Pixels, nameof(destination));
        for (int y = 0; y < size.Height; y++)
        {
            int top = Math.Max(0, y - 1), bottom = Math.Min(size.Height - 1, y + 1);
            for (int x = 0; x < size.Width; x++)
            {
                float greatest = float.NaN;
                int from = Math.Max(0, x - 1), to = Math.Min(size.Width - 1, x + 1);
                for (int row = top; row <= bottom; row++)
                {
                    foreach (float value in disparityPx.Slice((row * size.Width) + from, to - from + 1))
                    {
                        // Of a number and NaN, MaxNumber gives the number.
                        greatest = float.MaxNumber(greatest, value);
                    }
                }

                destination[(y * size.Width) + x] = greatest;
            }
        }
    }

    /// <summary>The same at pixels with an event, NaN elsewhere.</summary>
    /// <param name="disparityPx">[H, W], NaN where unknown.</param>
    /// <param name="events">[H, W], 1 where there was an event.</param>
    /// <param name="size">H and W.</param>
    /// <returns>[H, W].</returns>
    public static float[] AtEvents(ReadOnlySpan<float> disparityPx, ReadOnlySpan<byte> events, SensorSize size)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(events.Length, size.Pixels, nameof(events));
        float[] result = new float[size.Pixels];
        Widen(disparityPx, size, result);
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = events[i] != 0 ? result[i] : float.NaN;
        }

        return result;
    }
}
