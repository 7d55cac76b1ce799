namespace EventStereo.StereoNet.Network;

/// <summary>Sizes of a volume that is assembled from maps.</summary>
/// <param name="Samples">N.</param>
/// <param name="Outputs">Channels of the volume.</param>
/// <param name="Disparities">D.</param>
/// <param name="Height">h.</param>
/// <param name="Width">w.</param>
internal sealed record AssemblySize(int Samples, int Outputs, int Disparities, int Height, int Width)
{
    /// <summary>Positions of a map of the left features.</summary>
    public int LeftMap => Height * Width;

    /// <summary>Positions of a map of the right features, which begins one column farther left.</summary>
    public int RightMap => Height * (Width + 1);
}
