using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Images;

/// <summary>
/// Finds how many grey levels of a ground-truth picture are a pixel of disparity. Middlebury's sets differ in it (1 to 16 by set
/// and size) and their files do not say: under the right one, the pixels of one view are those of the other.
/// </summary>
internal static class DisparityScale
{
    // On Middlebury's cones the right scale leaves a fifth of the unmoved views' difference, the wrong ones four fifths and more.
    private const double LargestPart = 0.75;
    private static readonly int[] Candidates = [1, 2, 4, 8, 16];

    /// <summary>The candidate under which the views differ least.</summary>
    /// <param name="size">Extents of the pictures.</param>
    /// <param name="levels">The ground truth, 0 where unknown.</param>
    /// <param name="view">The view that it belongs to.</param>
    /// <param name="other">The view to the right of it that the disparity leads to.</param>
    /// <param name="path">The ground truth's file, for the message.</param>
    /// <exception cref="InvalidDataException">Under none do the views agree much better than unmoved.</exception>
    public static int Find(SensorSize size, byte[] levels, byte[] view, byte[] other, string path)
    {
        double unmoved = MeanDifference(size, levels, view, other, double.PositiveInfinity);
        (int scale, double difference) = Candidates.Select(candidate => (candidate, MeanDifference(size, levels, view, other, candidate))).MinBy(pair => pair.Item2);
        return difference < LargestPart * unmoved
            ? scale
            : throw new InvalidDataException($"{path}: the views do not agree under its disparities whatever their scale; set images.disparityScale if the files belong together");
    }

    /// <summary>Mean absolute difference of grey levels between the pixels of one view and where the disparity leads to in the other.</summary>
    private static double MeanDifference(SensorSize size, byte[] levels, byte[] view, byte[] other, double scale)
    {
        long sum = 0, count = 0, known = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            int x = i % size.Width;
            int to = x - (int)Math.Round(levels[i] / scale);
            known += levels[i] != 0 ? 1 : 0;
            if (levels[i] != 0 && to >= 0)
            {
                sum += Math.Abs(view[i] - other[i - x + to]);
                count++;
            }
        }

        // A scale that leads most pixels out of the image is not the one, however well the rest agrees.
        return count > known / 4 ? sum / (double)count : double.PositiveInfinity;
    }
}
