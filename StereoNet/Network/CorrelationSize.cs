namespace EventStereo.StereoNet.Network;

/// <summary>Sizes of a correlation volume and of the features it is made of.</summary>
/// <param name="Samples">N.</param>
/// <param name="Channels">C of the features, a multiple of the groups.</param>
/// <param name="Groups">G, channels of the volume.</param>
/// <param name="Disparities">D.</param>
/// <param name="Height">h.</param>
/// <param name="Width">w.</param>
/// <param name="Pooling">Every how manieth pixel of the features the volume has.</param>
internal sealed record CorrelationSize(int Samples, int Channels, int Groups, int Disparities, int Height, int Width, int Pooling)
{
    /// <summary>Pixels to each side of a volume's pixel whose mean it is.</summary>
    public int Reach => Pooling == 1 ? 0 : 1;

    /// <summary>Pixels of that window, those beyond the border counted.</summary>
    public int Window => (2 * Reach + 1) * (2 * Reach + 1);

    /// <summary>Channels of a group.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>Pixels of a feature map.</summary>
    public int Map => Height * Width;

    /// <summary>Rows of the volume.</summary>
    public int VolumeHeight => (Height - 1) / Pooling + 1;

    /// <summary>Columns of the volume.</summary>
    public int VolumeWidth => (Width - 1) / Pooling + 1;

    /// <summary>Pixels of one slice of the volume.</summary>
    public int VolumeMap => VolumeHeight * VolumeWidth;

    /// <summary>Values of the volume.</summary>
    public long Values => (long)Samples * Groups * Disparities * VolumeMap;
}
