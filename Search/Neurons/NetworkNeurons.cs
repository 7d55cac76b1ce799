namespace EventStereo.Search.Neurons;

/// <summary>Which neurons a network of a genotype gets.</summary>
public enum NetworkNeurons
{
    /// <summary>Those that the genotype says.</summary>
    Genotype,

    /// <summary>Rectified linear units everywhere: the artificial network of equal shape, which the spiking one is compared with.</summary>
    RectifiedLinear,
}
