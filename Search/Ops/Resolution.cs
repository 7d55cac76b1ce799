using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>Sizes of the trellis levels and the change between them.</summary>
public static class Resolution
{
    /// <summary>
    /// The spatial size at <paramref name="level"/>, each level half of the one above: <c>d/2</c>, or <c>(d-1)/2 + 1</c> for an
    /// odd <c>d</c>, counted from <paramref name="level0"/> so that ways up and down meet.
    /// </summary>
    public static long[] AtLevel(IReadOnlyList<long> level0, int level)
    {
        ArgumentNullException.ThrowIfNull(level0);
        long[] size = [.. level0];
        for (int l = 0; l < level; l++)
        {
            for (int i = 0; i < size.Length; i++)
            {
                size[i] = (size[i] + 1) / 2;
            }
        }

        return size;
    }

    /// <summary>Spikes <c>[N, C, ...]</c> at spatial size <paramref name="size"/>; the same tensor if it has that size.</summary>
    public static Tensor Resample(Tensor spikes, long[] size, SpikeResampling mode)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        ArgumentNullException.ThrowIfNull(size);
        long[] from = spikes.shape[2..];
        if (from.AsSpan().SequenceEqual(size))
        {
            return spikes;
        }

        if (mode == SpikeResampling.Linear)
        {
            return nn.functional.interpolate(spikes, size, mode: size.Length == 3 ? InterpolationMode.Trilinear : InterpolationMode.Bilinear, align_corners: true);
        }

        return mode == SpikeResampling.MaxPool && from[^1] > size[^1] ? Pool(spikes, from, size) : nn.functional.interpolate(spikes, size, mode: InterpolationMode.Nearest);
    }

    private static Tensor Pool(Tensor spikes, long[] from, long[] size)
    {
        long[] window = new long[size.Length];
        for (int i = 0; i < size.Length; i++)
        {
            window[i] = 1;
            for (long d = from[i]; d > size[i]; d = (d + 1) / 2)
            {
                window[i] *= 2;
            }
        }

        return size.Length == 3
            ? nn.functional.max_pool3d(spikes, window, window, ceil_mode: true)
            : nn.functional.max_pool2d(spikes, window, window, ceil_mode: true);
    }
}
