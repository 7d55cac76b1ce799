using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>
/// Augmentation of training images as in the published retraining: pad and crop, horizontal flip, and, after normalisation, cutout, so that a cut square has the channels' mean.
/// </summary>
public sealed record ImageAugmentation
{
    /// <summary>None of it: what validation and test images get.</summary>
    public static readonly ImageAugmentation None = new() { CropPaddingPx = 0, FlipHorizontally = false, CutoutPx = 0 };

    /// <summary>Pixels of 0 put around the image before it is cropped to its size at a random place. Published: 4 for images of 32x32.</summary>
    public int CropPaddingPx { get; init; } = 4;

    /// <summary>Whether every second image is mirrored. Not for digits or letters.</summary>
    public bool FlipHorizontally { get; init; } = true;

    /// <summary>Side of the square that is cut out around a random pixel; 0 cuts nothing. Published: 16 for images of 32x32.</summary>
    public int CutoutPx { get; init; } = 16;

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [];
        if (CropPaddingPx is < 0 or > 256)
        {
            problems.Add($"{path}.cropPaddingPx is {CropPaddingPx}, not 0 to 256");
        }

        if (CutoutPx is < 0 or > 1024 || CutoutPx % 2 != 0)
        {
            problems.Add($"{path}.cutoutPx is {CutoutPx}, not an even number of 0 to 1024");
        }

        return problems;
    }

    /// <summary>
    /// The augmented and normalised sample; <paramref name="values"/> may be changed. What is drawn from <paramref name="random"/>, and in which order, depends on the settings alone.
    /// </summary>
    /// <param name="values">A sample <c>[T, C, H, W]</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="normalization">Applied between flip and cutout; null for none.</param>
    /// <param name="random">Makes the choices.</param>
    public float[] Apply(float[] values, SampleShape shape, ChannelNormalization? normalization, Random random)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(random);
        float[] result = values;
        if (CropPaddingPx > 0)
        {
            result = new float[values.Length];
            int rows = CropPaddingPx - random.Next((2 * CropPaddingPx) + 1), columns = CropPaddingPx - random.Next((2 * CropPaddingPx) + 1);
            ImageTransforms.Shift(values, shape, rows, columns, result);
        }

        if (FlipHorizontally && random.Next(2) == 1)
        {
            ImageTransforms.Flip(result, shape);
        }

        normalization?.Apply(result, shape);
        if (CutoutPx > 0)
        {
            ImageTransforms.Cutout(result, shape, random.Next(shape.Height), random.Next(shape.Width), CutoutPx);
        }

        return result;
    }
}
