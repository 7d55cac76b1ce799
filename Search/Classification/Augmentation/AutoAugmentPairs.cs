using static EventStereo.Search.Classification.Augmentation.ImageOperation;

namespace EventStereo.Search.Classification.Augmentation;

/// <summary>The pairs of operations of each policy, in the order of the paper's tables (Cubuk et al., CVPR 2019, Tables 7 and 9).</summary>
internal static class AutoAugmentPairs
{
    private static readonly (PolicyStep First, PolicyStep Second)[] Cifar10 =
    [
        (new(Invert, 0.1, 7), new(Contrast, 0.2, 6)),
        (new(Rotate, 0.7, 2), new(TranslateX, 0.3, 9)),
        (new(Sharpness, 0.8, 1), new(Sharpness, 0.9, 3)),
        (new(ShearY, 0.5, 8), new(TranslateY, 0.7, 9)),
        (new(AutoContrast, 0.5, 8), new(Equalize, 0.9, 2)),
        (new(ShearY, 0.2, 7), new(Posterize, 0.3, 7)),
        (new(Color, 0.4, 3), new(Brightness, 0.6, 7)),
        (new(Sharpness, 0.3, 9), new(Brightness, 0.7, 9)),
        (new(Equalize, 0.6, 5), new(Equalize, 0.5, 1)),
        (new(Contrast, 0.6, 7), new(Sharpness, 0.6, 5)),
        (new(Color, 0.7, 7), new(TranslateX, 0.5, 8)),
        (new(Equalize, 0.3, 7), new(AutoContrast, 0.4, 8)),
        (new(TranslateY, 0.4, 3), new(Sharpness, 0.2, 6)),
        (new(Brightness, 0.9, 6), new(Color, 0.2, 8)),
        (new(Solarize, 0.5, 2), new(Invert, 0.0, 3)),
        (new(Equalize, 0.2, 0), new(AutoContrast, 0.6, 0)),
        (new(Equalize, 0.2, 8), new(Equalize, 0.6, 4)),
        (new(Color, 0.9, 9), new(Equalize, 0.6, 6)),
        (new(AutoContrast, 0.8, 4), new(Solarize, 0.2, 8)),
        (new(Brightness, 0.1, 3), new(Color, 0.7, 0)),
        (new(Solarize, 0.4, 5), new(AutoContrast, 0.9, 3)),
        (new(TranslateY, 0.9, 9), new(TranslateY, 0.7, 9)),
        (new(AutoContrast, 0.9, 2), new(Solarize, 0.8, 3)),
        (new(Equalize, 0.8, 8), new(Invert, 0.1, 3)),
        (new(TranslateY, 0.7, 9), new(AutoContrast, 0.9, 1)),
    ];

    private static readonly (PolicyStep First, PolicyStep Second)[] ImageNet =
    [
        (new(Posterize, 0.4, 8), new(Rotate, 0.6, 9)),
        (new(Solarize, 0.6, 5), new(AutoContrast, 0.6, 5)),
        (new(Equalize, 0.8, 8), new(Equalize, 0.6, 3)),
        (new(Posterize, 0.6, 7), new(Posterize, 0.6, 6)),
        (new(Equalize, 0.4, 7), new(Solarize, 0.2, 4)),
        (new(Equalize, 0.4, 4), new(Rotate, 0.8, 8)),
        (new(Solarize, 0.6, 3), new(Equalize, 0.6, 7)),
        (new(Posterize, 0.8, 5), new(Equalize, 1.0, 2)),
        (new(Rotate, 0.2, 3), new(Solarize, 0.6, 8)),
        (new(Equalize, 0.6, 8), new(Posterize, 0.4, 6)),
        (new(Rotate, 0.8, 8), new(Color, 0.4, 0)),
        (new(Rotate, 0.4, 9), new(Equalize, 0.6, 2)),
        (new(Equalize, 0.0, 7), new(Equalize, 0.8, 8)),
        (new(Invert, 0.6, 4), new(Equalize, 1.0, 8)),
        (new(Color, 0.6, 4), new(Contrast, 1.0, 8)),
        (new(Rotate, 0.8, 8), new(Color, 1.0, 2)),
        (new(Color, 0.8, 8), new(Solarize, 0.8, 7)),
        (new(Sharpness, 0.4, 7), new(Invert, 0.6, 8)),
        (new(ShearX, 0.6, 5), new(Equalize, 1.0, 9)),
        (new(Color, 0.4, 0), new(Equalize, 0.6, 3)),
        (new(Equalize, 0.4, 7), new(Solarize, 0.2, 4)),
        (new(Solarize, 0.6, 5), new(AutoContrast, 0.6, 5)),
        (new(Invert, 0.6, 4), new(Equalize, 1.0, 8)),
        (new(Color, 0.6, 4), new(Contrast, 1.0, 8)),
        (new(Equalize, 0.8, 8), new(Equalize, 0.6, 3)),
    ];

    /// <summary>The pairs of <paramref name="policy"/>; none has none.</summary>
    public static IReadOnlyList<(PolicyStep First, PolicyStep Second)> Of(AutoAugmentPolicy policy) => policy switch
    {
        AutoAugmentPolicy.Cifar10 => Cifar10,
        AutoAugmentPolicy.ImageNet => ImageNet,
        _ => [],
    };
}
