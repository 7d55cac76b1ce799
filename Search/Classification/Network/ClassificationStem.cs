namespace EventStereo.Search.Classification.Network;

/// <summary>How an image becomes the spikes of level 0.</summary>
public enum ClassificationStem
{
    /// <summary>
    /// One spiking 3x3 convolution, as published; to reduce its input it has stride 2 and, beyond that, a spike wherever a block of its spikes has one. It is the only stem with which filter
    /// multiplier 96 and 1,000 classes make the 58.26 million parameters of the published large network (58,263,672).
    /// </summary>
    Shallow,

    /// <summary>One spiking 3x3 convolution of stride 2 for every halving, the first with half of the channels: sees more around a pixel before the cells do. Not published.</summary>
    Deep,
}
