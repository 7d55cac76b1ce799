namespace EventStereo.Search.Ops;

/// <summary>
/// Sizes of a convolution that keeps the size of its maps: stride 1, odd kernels, padded with zeros by half of the kernel. A convolution in two
/// dimensions has a depth and a kernel depth of 1.
/// </summary>
/// <param name="Samples">N.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Depth">D.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
/// <param name="KernelDepth">Taps along the depth, odd.</param>
/// <param name="KernelHeight">Taps along the height, odd.</param>
/// <param name="KernelWidth">Taps along the width, odd.</param>
internal readonly record struct ConvolutionSize(
    int Samples, int Inputs, int Outputs, int Depth, int Height, int Width, int KernelDepth, int KernelHeight, int KernelWidth)
{
    /// <summary>Positions of a map, <c>D H W</c>.</summary>
    public int Positions => Depth * Height * Width;

    /// <summary>Taps of the kernel.</summary>
    public int Taps => KernelDepth * KernelHeight * KernelWidth;

    /// <summary>Products that one output sums: a weight for each input channel and tap.</summary>
    public int Terms => Inputs * Taps;

    /// <summary>The convolution that takes gradients at the outputs to gradients at the inputs.</summary>
    public ConvolutionSize Transposed => this with { Inputs = Outputs, Outputs = Inputs };

    /// <summary>The same convolution as one of high planes: without taps along depth and height, the rows of all planes are rows of one.</summary>
    public ConvolutionSize Flattened => KernelDepth == 1 && KernelHeight == 1 ? this with { Depth = 1, Height = Depth * Height } : this;
}
