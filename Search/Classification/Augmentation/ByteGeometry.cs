namespace EventStereo.Search.Classification.Augmentation;

/// <summary>Operations that move pixels: each takes the pixel that its centre comes from, without interpolation; what comes from outside is grey.</summary>
internal static class ByteGeometry
{
    /// <summary>What comes in from outside: the middle grey, near the mean of photographs.</summary>
    public const byte Outside = 128;

    /// <summary>Row y takes from <paramref name="slope"/> times y columns further right.</summary>
    public static ByteImage ShearX(ByteImage image, double slope) => Affine(image, 1, slope, 0, 0, 1, 0);

    /// <summary>Column x takes from <paramref name="slope"/> times x rows further down.</summary>
    public static ByteImage ShearY(ByteImage image, double slope) => Affine(image, 1, 0, 0, slope, 1, 0);

    /// <summary>Takes from so many columns further right and rows further down.</summary>
    public static ByteImage Translate(ByteImage image, double columns, double rows) => Affine(image, 1, 0, columns, 0, 1, rows);

    /// <summary>Turns counter-clockwise around the middle.</summary>
    public static ByteImage Rotate(ByteImage image, double degrees)
    {
        (double sin, double cos) = Math.SinCos(-degrees * Math.PI / 180);
        double x = image.Width / 2.0, y = image.Height / 2.0;
        return Affine(image, cos, sin, x - (cos * x) - (sin * y), -sin, cos, y + (sin * x) - (cos * y));
    }

    /// <summary>Pixel (x, y) takes from <c>(a x + b y + c, d x + e y + f)</c>, both of the pixels' centres.</summary>
    private static ByteImage Affine(ByteImage image, double a, double b, double c, double d, double e, double f)
    {
        ByteImage result = image.Alike();
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                double fromX = (a * (x + 0.5)) + (b * (y + 0.5)) + c, fromY = (d * (x + 0.5)) + (e * (y + 0.5)) + f;
                bool inside = fromX >= 0 && fromX < image.Width && fromY >= 0 && fromY < image.Height;
                int from = inside ? ((int)fromY * image.Width) + (int)fromX : 0, to = (y * image.Width) + x;
                for (int plane = 0; plane < image.Values.Length; plane += image.Pixels)
                {
                    result.Values[plane + to] = inside ? image.Values[plane + from] : Outside;
                }
            }
        }

        return result;
    }
}
