using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>
/// Augmentation of training samples. The defaults are the published retraining's: pad and crop, horizontal flip, and, after normalisation, cutout, so that a cut square has the channels' mean.
/// All steps of an event recording are changed alike.
/// </summary>
public sealed record ImageAugmentation
{
    /// <summary>None of it: what validation and test images get.</summary>
    public static readonly ImageAugmentation None = new() { CropPaddingPx = 0, FlipHorizontally = false, CutoutPx = 0 };

    /// <summary>Pixels of 0 put around the image before it is cropped to its size at a random place. Published: 4 for images of 32x32.</summary>
    public int CropPaddingPx { get; init; } = 4;

    /// <summary>Whether every second image is mirrored. Not for digits or letters.</summary>
    public bool FlipHorizontally { get; init; } = true;

    /// <summary>Most pixels that the sample is moved by in rows and in columns, what leaves it coming in on the other side; 0 moves nothing. Usual for CIFAR10-DVS: 5 of 48.</summary>
    public int RollPx { get; init; }

    /// <summary>A searched policy of AutoAugment, after crop and flip; for images.</summary>
    public AutoAugmentPolicy AutoAugment { get; init; }

    /// <summary>Side of the square that is cut out around a random pixel; 0 cuts nothing. Published: 16 for images of 32x32.</summary>
    public int CutoutPx { get; init; } = 16;

    /// <summary>
    /// Smallest part of the image's area that a random part, brought to the size of a sample, may have (see <see cref="RandomCrop"/>); 0 takes the whole image. Usual for ImageNet: 0.08.
    /// </summary>
    public double ResizedCropShare { get; init; }

    /// <summary>Longest to shortest side of such a part, at most. Usual: 4/3.</summary>
    public double ResizedCropRatio { get; init; } = 4.0 / 3;

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

        if (RollPx is < 0 or > 256)
        {
            problems.Add($"{path}.rollPx is {RollPx}, not 0 to 256");
        }

        if (!Enum.IsDefined(AutoAugment))
        {
            problems.Add($"{path}.autoAugment must be none, cifar10 or imageNet");
        }

        if (ResizedCropShare is not (>= 0 and <= 1))
        {
            problems.Add($"{path}.resizedCropShare is {ResizedCropShare}, not 0 (none) to 1");
        }

        if (ResizedCropRatio is not (>= 1 and <= 100))
        {
            problems.Add($"{path}.resizedCropRatio is {ResizedCropRatio}, not 1 to 100");
        }

        return problems;
    }

    /// <summary>Reads sample <paramref name="index"/>: the whole of it, or the random part that the settings ask for.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public LabelledSample Read(ImageDataset dataset, int index, Random random)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ResizedCropShare > 0
            ? dataset.Read(index, (height, width) => new RandomCrop(ResizedCropShare, ResizedCropRatio).Draw(height, width, random))
            : dataset.Read(index);
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

        if (RollPx > 0)
        {
            int rows = random.Next(-RollPx, RollPx + 1), columns = random.Next(-RollPx, RollPx + 1);
            result = ImageTransforms.Roll(result, shape, rows, columns);
        }

        if (AutoAugment != AutoAugmentPolicy.None)
        {
            result = Augmentation.AutoAugment.Apply(result, shape, AutoAugment, random);
        }

        normalization?.Apply(result, shape);
        if (CutoutPx > 0)
        {
            ImageTransforms.Cutout(result, shape, random.Next(shape.Height), random.Next(shape.Width), CutoutPx);
        }

        return result;
    }
}
