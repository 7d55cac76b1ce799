using EventStereo.Energy;
using EventStereo.Search.Neurons;
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

    /// <summary>Spikes <c>[N, C, ...]</c> at spatial size <paramref name="size"/>; the same tensor if it has that size. An observer is told of any work done.</summary>
    public static Tensor Resample(Tensor spikes, long[] size, SpikeResampling mode, IOperationObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        ArgumentNullException.ThrowIfNull(size);
        if (Has(spikes, size))
        {
            return spikes;
        }

        (Tensor output, ElementwiseOperations anElement) = Resampled(spikes, size, mode);
        observer?.OnResampled(spikes, output, anElement);
        return output;
    }

    /// <summary>Whether <paramref name="maps"/> have the spatial size <paramref name="size"/>.</summary>
    internal static bool Has(Tensor maps, long[] size) => maps.shape.AsSpan(2).SequenceEqual(size);

    /// <summary>Spikes at another size than theirs, and what an element of it takes.</summary>
    internal static (Tensor Output, ElementwiseOperations AnElement) Resampled(Tensor spikes, long[] size, SpikeResampling mode)
    {
        long[] from = spikes.shape[2..];
        return mode switch
        {
            SpikeResampling.Linear => Interpolate(spikes, size),
            SpikeResampling.MaxPool when from[^1] > size[^1] => Pool(spikes, from, size),
            _ => (nn.functional.interpolate(spikes, size, mode: InterpolationMode.Nearest), default),
        };
    }

    /// <summary>A weighted sum of the 4 or 8 corners.</summary>
    private static (Tensor Output, ElementwiseOperations AnElement) Interpolate(Tensor spikes, long[] size)
    {
        int corners = 1 << size.Length;
        Tensor output = nn.functional.interpolate(spikes, size, mode: size.Length == 3 ? InterpolationMode.Trilinear : InterpolationMode.Bilinear, align_corners: true);
        return (output, new ElementwiseOperations(corners, corners - 1));
    }

    private static (Tensor Output, ElementwiseOperations AnElement) Pool(Tensor spikes, long[] from, long[] size)
    {
        long[] window = new long[size.Length];
        long elements = 1;
        for (int i = 0; i < size.Length; i++)
        {
            window[i] = 1;
            for (long d = from[i]; d > size[i]; d = (d + 1) / 2)
            {
                window[i] *= 2;
            }

            elements *= window[i];
        }

        Tensor output = size.Length == 3
            ? nn.functional.max_pool3d(spikes, window, window, ceil_mode: true)
            : nn.functional.max_pool2d(spikes, window, window, ceil_mode: true);
        return (output, new ElementwiseOperations(0, 0, Comparisons: elements - 1));
    }
}
