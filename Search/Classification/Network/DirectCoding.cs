using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>Direct coding: the same image in every time step. The stem's neurons make the spikes.</summary>
public static class DirectCoding
{
    /// <summary>Images <c>[B, C, H, W]</c> as <c>[T B, C, H, W]</c>, time leading.</summary>
    public static Tensor Repeat(Tensor images, int steps)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return images.unsqueeze(0).expand([steps, .. images.shape]).flatten(0, 1);
    }
}
