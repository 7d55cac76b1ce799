namespace EventStereo.Energy;

/// <summary>What an operation of a network does, which decides what of it is counted.</summary>
public enum OperationKind
{
    /// <summary>A 2-D or 3-D convolution: synaptic operations.</summary>
    Convolution,

    /// <summary>A transposed convolution: synaptic operations.</summary>
    TransposedConvolution,

    /// <summary>A linear layer: synaptic operations.</summary>
    Linear,

    /// <summary>A cost volume by correlation: a convolution of the left features whose weights are the right ones. By concatenation: copies.</summary>
    CostVolume,

    /// <summary>Batch normalisation that is not folded into the layer before it: a multiplication and an addition an element.</summary>
    BatchNorm,

    /// <summary>Maximum pooling: comparisons.</summary>
    MaxPooling,

    /// <summary>Resampling: copies (nearest) or a weighted sum of the corners (linear).</summary>
    Resampling,

    /// <summary>From similarities to a disparity: interpolation to bins and pixels, softmax and expectation.</summary>
    Readout,

    /// <summary>Updates of leaky neurons: leak, charge, threshold, reset.</summary>
    Neurons,
}
