namespace EventStereo.Search.Classification.Augmentation;

/// <summary>Searched policies of augmentation. Source: Cubuk et al., "AutoAugment: Learning augmentation strategies from data", CVPR 2019.</summary>
public enum AutoAugmentPolicy
{
    /// <summary>None.</summary>
    None,

    /// <summary>That found on CIFAR-10, also for CIFAR-100: the paper's Table 7, 25 pairs of operations.</summary>
    Cifar10,

    /// <summary>That found on ImageNet: Table 9.</summary>
    ImageNet,
}
