namespace EventStereo.Bench.Convolution;

/// <summary>A layer of the networks: samples, channels, a kernel of 3 in each dimension, and the map.</summary>
/// <param name="Samples">N.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Map"><c>[D, H, W]</c>, or <c>[H, W]</c>.</param>
internal sealed record ConvolutionLayer(int Samples, int Inputs, int Outputs, params long[] Map)
{
    private const int Kernel = 3;

    /// <summary>Shape of the input.</summary>
    public long[] InputShape => [Samples, Inputs, .. Map];

    /// <summary>Shape of the output.</summary>
    public long[] OutputShape => [Samples, Outputs, .. Map];

    /// <summary>Shape of the weights.</summary>
    public long[] WeightShape => [Outputs, Inputs, .. Map.Select(_ => (long)Kernel)];

    /// <summary>Products with weights of one pass, those with the border's zeros included.</summary>
    public long Products => Map.Aggregate((long)Samples * Inputs * Outputs, (product, side) => product * side * Kernel);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", InputShape)}] to {Outputs} channels";
}
