using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>
/// AutoAugment: one pair of operations of a searched policy, drawn for each image, each of the two done with its probability and strength. Source: Cubuk et al., "AutoAugment: Learning
/// augmentation strategies from data", CVPR 2019.
/// </summary>
internal static class AutoAugment
{
    private const double MostLevel = 9, ShearMost = 0.3, TranslateMost = 150.0 / 331, RotateMost = 30, FactorMost = 0.9;

    /// <summary>The image with the drawn pair done. What is drawn from <paramref name="random"/> does not depend on the image.</summary>
    /// <param name="values">An image <c>[C, H, W]</c> of one or three channels from 0 to 1; the result is rounded to 8 bits where anything is done.</param>
    /// <param name="shape">Its shape, of one step.</param>
    /// <param name="policy">Which policy.</param>
    /// <param name="random">Makes the choices.</param>
    public static float[] Apply(float[] values, SampleShape shape, AutoAugmentPolicy policy, Random random)
    {
        IReadOnlyList<(PolicyStep First, PolicyStep Second)> pairs = AutoAugmentPairs.Of(policy);
        (PolicyStep first, PolicyStep second) = pairs[random.Next(pairs.Count)];
        double firstChance = random.NextDouble(), secondChance = random.NextDouble();
        int firstSign = (2 * random.Next(2)) - 1, secondSign = (2 * random.Next(2)) - 1;
        if (firstChance >= first.Probability && secondChance >= second.Probability)
        {
            return values;
        }

        ByteImage image = ByteImage.Of(values, shape);
        image = firstChance < first.Probability ? Do(image, first, firstSign) : image;
        image = secondChance < second.Probability ? Do(image, second, secondSign) : image;
        return image.ToFloats();
    }

    /// <summary>One operation at its strength; <paramref name="sign"/> is its direction, 1 or -1, where it has two.</summary>
    internal static ByteImage Do(ByteImage image, PolicyStep step, int sign)
    {
        double share = step.Level / MostLevel, directed = sign * share;
        return step.Operation switch
        {
            ImageOperation.ShearX => ByteGeometry.ShearX(image, ShearMost * directed),
            ImageOperation.ShearY => ByteGeometry.ShearY(image, ShearMost * directed),
            ImageOperation.TranslateX => ByteGeometry.Translate(image, Math.Truncate(TranslateMost * image.Width * directed), 0),
            ImageOperation.TranslateY => ByteGeometry.Translate(image, 0, Math.Truncate(TranslateMost * image.Height * directed)),
            ImageOperation.Rotate => ByteGeometry.Rotate(image, RotateMost * directed),
            ImageOperation.AutoContrast => ByteTones.AutoContrast(image),
            ImageOperation.Invert => ByteTones.Invert(image),
            ImageOperation.Equalize => ByteTones.Equalize(image),
            ImageOperation.Solarize => ByteTones.Solarize(image, 256 * (1 - share)),
            ImageOperation.Posterize => ByteTones.Posterize(image, 8 - (int)Math.Round(4 * share)),
            ImageOperation.Contrast => ByteTones.Contrast(image, 1 + (FactorMost * directed)),
            ImageOperation.Color => ByteTones.Color(image, 1 + (FactorMost * directed)),
            ImageOperation.Brightness => ByteTones.Brightness(image, 1 + (FactorMost * directed)),
            _ => ByteTones.Sharpness(image, 1 + (FactorMost * directed)),
        };
    }
}
