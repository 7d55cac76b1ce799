using EventStereo.Energy;
using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>Averages of spike maps over space. Their result is no longer binary, so neurons follow.</summary>
public static class SpikeAverage
{
    /// <summary>The mean over all pixels: <c>[N, C, H, W]</c> to <c>[N, C]</c>.</summary>
    public static Tensor Global(Tensor maps, IOperationObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(maps);
        Tensor output = maps.mean([2L, 3L]);
        observer?.OnResampled(maps, output, Averaging(maps.shape[2] * maps.shape[3]));
        return output;
    }

    /// <summary>
    /// Two means each way, <c>[N, C, H, W]</c> to <c>[N, C, 2, 2]</c>, over windows of five eighths of the map that overlap in between: of 8x8 the published 5x5 in steps of 3,
    /// of 7x7 5x5 in steps of 2.
    /// </summary>
    /// <exception cref="ArgumentException">A map is smaller than 2x2.</exception>
    public static Tensor Quarters(Tensor maps, IOperationObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(maps);
        long[] size = maps.shape[2..];
        if (size.Any(side => side < 2))
        {
            throw new ArgumentException($"the auxiliary head needs maps of at least 2x2, not {size[0]}x{size[1]}: the images are too small for the path", nameof(maps));
        }

        long[] window = [.. size.Select(side => Math.Min(((5 * side) + 7) / 8, side - 1))];
        Tensor output = nn.functional.avg_pool2d(maps, window, [size[0] - window[0], size[1] - window[1]]);
        observer?.OnResampled(maps, output, Averaging(window[0] * window[1]));
        return output;
    }

    private static ElementwiseOperations Averaging(long elements) => new(1, elements - 1);
}
