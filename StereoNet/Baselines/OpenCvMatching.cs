using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.StereoNet.Baselines;

/// <summary>What OpenCV's matchers need around them: widened 8-bit images in, disparities in px out.</summary>
internal static class OpenCvMatching
{
    private const int DisparityMultiple = 16;
    private const float StepsPerPx = 16;

    /// <summary>The number of disparities that covers 0 to <paramref name="maxDisparityPx"/>: a multiple of 16.</summary>
    public static int Disparities(int maxDisparityPx) => (maxDisparityPx + DisparityMultiple) / DisparityMultiple * DisparityMultiple;

    /// <summary>Counts as grey levels, white from <paramref name="whiteCount"/> on, behind <paramref name="margin"/> columns of black.</summary>
    public static Mat CountImage(ushort[] count, SensorSize sensor, int margin, int whiteCount)
    {
        Mat image = new(sensor.Height, sensor.Width + margin, MatType.CV_8UC1, new Scalar(0));
        for (int y = 0; y < sensor.Height; y++)
        {
            Span<byte> row = image.RowSpan<byte>(y)[margin..];
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (byte)(Math.Min((int)count[(y * sensor.Width) + x], whiteCount) * byte.MaxValue / whiteCount);
            }
        }

        return image;
    }

    /// <summary>The channel sums of a stack as grey levels, zero in the middle, behind <paramref name="margin"/> columns of zero.</summary>
    public static Mat SignedImage(sbyte[] stack, SensorSize sensor, int channels, int margin)
    {
        const int zero = 128;
        Mat image = new(sensor.Height, sensor.Width + margin, MatType.CV_8UC1, new Scalar(zero));
        for (int y = 0; y < sensor.Height; y++)
        {
            Span<byte> row = image.RowSpan<byte>(y)[margin..];
            for (int x = 0; x < row.Length; x++)
            {
                int sum = 0;
                for (int channel = 0; channel < channels; channel++)
                {
                    sum += stack[(((channel * sensor.Height) + y) * sensor.Width) + x];
                }

                row[x] = (byte)(zero + (sum * (zero - 1) / channels));
            }
        }

        return image;
    }

    /// <summary>Matches, and copies what lies behind the margin: NaN where there is no match or one above <paramref name="maxDisparityPx"/>.</summary>
    public static void Compute(StereoMatcher matcher, Mat left, Mat right, SensorSize sensor, int margin, int maxDisparityPx, Span<float> disparityPx)
    {
        using Mat steps = new();
        matcher.Compute(left, right, steps);
        for (int y = 0; y < sensor.Height; y++)
        {
            Span<short> row = steps.RowSpan<short>(y)[margin..];
            Span<float> to = disparityPx.Slice(y * sensor.Width, sensor.Width);
            for (int x = 0; x < row.Length; x++)
            {
                float px = row[x] / StepsPerPx;
                to[x] = px >= 0 && px <= maxDisparityPx ? px : float.NaN;
            }
        }
    }
}
