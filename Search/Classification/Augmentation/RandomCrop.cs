using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>
/// A part of random size, shape and place that becomes the whole image. Source: Szegedy et al., "Going deeper with convolutions", CVPR 2015, section 6: 8 % to 100 % of the image, sides in a
/// ratio of 3/4 to 4/3.
/// </summary>
/// <param name="LeastShare">Smallest part of the image's area, above 0 to 1; the largest is 1.</param>
/// <param name="MostRatio">Longest to shortest side at most, at least 1.</param>
public readonly record struct RandomCrop(double LeastShare, double MostRatio)
{
    private const int Tries = 10;

    /// <summary>
    /// Draws a part of an image: its area uniformly, the logarithm of its ratio uniformly, its place uniformly; drawn again where it does not fit. After ten times the largest central part
    /// of an allowed ratio is taken.
    /// </summary>
    public CropArea Draw(int height, int width, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double logRatio = Math.Log(MostRatio);
        for (int i = 0; i < Tries; i++)
        {
            double area = (LeastShare + ((1 - LeastShare) * random.NextDouble())) * height * width;
            double ratio = Math.Exp(logRatio * ((2 * random.NextDouble()) - 1)); // columns to rows
            int columns = (int)Math.Round(Math.Sqrt(area * ratio)), rows = (int)Math.Round(Math.Sqrt(area / ratio));
            if (rows >= 1 && columns >= 1 && rows <= height && columns <= width)
            {
                return new CropArea(random.Next(height - rows + 1), random.Next(width - columns + 1), rows, columns);
            }
        }

        int high = Math.Min(height, Math.Max(1, (int)Math.Round(width * MostRatio))), wide = Math.Min(width, Math.Max(1, (int)Math.Round(height * MostRatio)));
        return new CropArea((height - high) / 2, (width - wide) / 2, high, wide);
    }
}
