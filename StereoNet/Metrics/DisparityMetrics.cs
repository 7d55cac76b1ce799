namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// The formulas of stereo evaluation. Errors are absolute; a median is the lower of the two middle values, as torch has it;
/// NaN disparities are holes.
/// </summary>
public static class DisparityMetrics
{
    /// <summary>
    /// Predictions below this are taken as this, in px, where depth is made of them: the depth of 0 px is infinite, and one
    /// such pixel would be the mean. Half a pixel is 39.9 m for MVSEC's rig, beyond what its lidar sees.
    /// </summary>
    public const float LeastDisparityPx = 0.5f;

    /// <summary>Percentage of <paramref name="errorsPx"/> above <paramref name="limitPx"/>, with <paramref name="holes"/> more pixels that are wrong whatever the limit.</summary>
    /// <exception cref="ArgumentException">There is neither an error nor a hole.</exception>
    public static double ErrorPercent(ReadOnlySpan<float> errorsPx, float limitPx, long holes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(holes);
        if (errorsPx.Length + holes == 0)
        {
            throw new ArgumentException("no pixel to score", nameof(errorsPx));
        }

        return 100.0 * (holes + CountAbove(errorsPx, limitPx)) / (errorsPx.Length + holes);
    }

    /// <summary>Number of <paramref name="errorsPx"/> above <paramref name="limitPx"/>.</summary>
    public static int CountAbove(ReadOnlySpan<float> errorsPx, float limitPx)
    {
        int above = 0;
        foreach (float error in errorsPx)
        {
            above += error > limitPx ? 1 : 0;
        }

        return above;
    }

    /// <summary>Mean of <paramref name="errors"/>, summed in 64 bits; NaN if there is none.</summary>
    public static double Mean(ReadOnlySpan<float> errors)
    {
        double sum = 0;
        foreach (float error in errors)
        {
            sum += error;
        }

        return sum / errors.Length;
    }

    /// <summary>Root of the mean of the squares of <paramref name="errors"/>, summed in 64 bits; NaN if there is none.</summary>
    public static double RootMeanSquare(ReadOnlySpan<float> errors)
    {
        double sum = 0;
        foreach (float error in errors)
        {
            sum += (double)error * error;
        }

        return Math.Sqrt(sum / errors.Length);
    }

    /// <summary>Lower median of <paramref name="values"/>, NaN if there is none; the values are left in another order.</summary>
    public static float Median(Span<float> values)
    {
        if (values.IsEmpty)
        {
            return float.NaN;
        }

        int middle = (values.Length - 1) / 2;
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            (int left, int right) = Partition(values, low, high);
            if (middle <= right)
            {
                high = right;
            }
            else if (middle >= left)
            {
                low = left;
            }
            else
            {
                break;
            }
        }

        return values[middle];
    }

    /// <summary>Lower median of the disparities in px at pixels with an event, holes left out; NaN if none is left.</summary>
    /// <param name="disparityPx">Disparities, <c>[H, W]</c>.</param>
    /// <param name="leftEvents">Not 0 where the left camera had an event, <c>[H, W]</c>.</param>
    public static float MedianAtEvents(ReadOnlySpan<float> disparityPx, ReadOnlySpan<byte> leftEvents)
    {
        if (disparityPx.Length != leftEvents.Length)
        {
            throw new ArgumentException($"{disparityPx.Length} disparities but {leftEvents.Length} marks of events", nameof(leftEvents));
        }

        float[] values = new float[disparityPx.Length];
        int found = 0;
        for (int i = 0; i < disparityPx.Length; i++)
        {
            if (leftEvents[i] != 0 && !float.IsNaN(disparityPx[i]))
            {
                values[found++] = disparityPx[i];
            }
        }

        return Median(values.AsSpan(0, found));
    }

    /// <summary>Hoare's partition about the middle value: all of <c>[.. right]</c> is at most, all of <c>[left ..]</c> at least the pivot.</summary>
    private static (int Left, int Right) Partition(Span<float> values, int low, int high)
    {
        float pivot = values[(int)(((uint)low + (uint)high) >> 1)];
        int left = low, right = high;
        while (left <= right)
        {
            while (values[left] < pivot)
            {
                left++;
            }

            while (values[right] > pivot)
            {
                right--;
            }

            if (left <= right)
            {
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
        }

        return (left, right);
    }
}
