using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>Paints maps of numbers, pixel by pixel.</summary>
public static class ValueImage
{
    /// <summary>Paints disparities; NaN is <see cref="Palette.Missing"/>.</summary>
    /// <param name="disparityPx">Disparities in px, <c>[H, W]</c>.</param>
    /// <param name="size">H and W.</param>
    /// <param name="scale">The range of the colours.</param>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public static Mat Disparity(ReadOnlySpan<float> disparityPx, SensorSize size, ColorScale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        Check(disparityPx.Length, size, nameof(disparityPx));
        Mat image = new(size.Height, size.Width, MatType.CV_8UC3);
        Span<Vec3b> pixels = image.AsSpan<Vec3b>();
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = float.IsNaN(disparityPx[i]) ? Palette.Missing : Color(Palette.Disparity, scale, disparityPx[i]);
        }

        return image;
    }

    /// <summary>
    /// Paints absolute disparity errors. Without ground truth a pixel is <see cref="Palette.Missing"/>, with ground truth but without a
    /// prediction <see cref="Palette.Hole"/>.
    /// </summary>
    /// <param name="predictedPx">Disparities, NaN for holes, <c>[H, W]</c>.</param>
    /// <param name="truthPx">Ground truth, NaN where unknown, <c>[H, W]</c>.</param>
    /// <param name="size">H and W.</param>
    /// <param name="scale">The range of the colours.</param>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public static Mat Error(ReadOnlySpan<float> predictedPx, ReadOnlySpan<float> truthPx, SensorSize size, ColorScale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        Check(predictedPx.Length, size, nameof(predictedPx));
        Check(truthPx.Length, size, nameof(truthPx));
        Mat image = new(size.Height, size.Width, MatType.CV_8UC3);
        Span<Vec3b> pixels = image.AsSpan<Vec3b>();
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = float.IsNaN(truthPx[i]) ? Palette.Missing
                : float.IsNaN(predictedPx[i]) ? Palette.Hole
                : Color(Palette.Error, scale, Math.Abs(predictedPx[i] - truthPx[i]));
        }

        return image;
    }

    private static Vec3b Color(IReadOnlyList<Vec3b> table, ColorScale scale, double value) => table[(int)((scale.Position(value) * (table.Count - 1)) + 0.5)];

    private static void Check(int length, SensorSize size, string parameter)
    {
        if (length != size.Pixels)
        {
            throw new ArgumentException($"{length} values for a map of {size}", parameter);
        }
    }
}
