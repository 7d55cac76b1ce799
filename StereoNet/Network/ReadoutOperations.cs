using EventStereo.Energy;
using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Network;

/// <summary>Arithmetic of <see cref="DisparityReadout"/>, by its formulas.</summary>
public static class ReadoutOperations
{
    /// <summary>Corners of a bilinear interpolation.</summary>
    private const int Corners = 4;

    /// <summary>
    /// <see cref="DisparityReadout.Logits"/>: a bin between two slices is a weighted sum of both, a pixel between four feature pixels a weighted sum of
    /// the four; a bin on a slice and a map at stride 1 are copies.
    /// </summary>
    /// <param name="config">The network's settings.</param>
    /// <param name="similarities"><c>[N, D, h, w]</c>.</param>
    /// <param name="height">Rows of the logits.</param>
    /// <param name="width">Columns of the logits.</param>
    public static ElementwiseOperations OfLogits(StereoNetworkConfig config, ReadOnlySpan<long> similarities, long height, long width)
    {
        ArgumentNullException.ThrowIfNull(config);
        long samples = similarities[0], slices = similarities[1], pixels = similarities[2] * similarities[3];
        int between = config.BinStepPx == config.StemStride && config.Bins == slices
            ? 0
            : Enumerable.Range(0, config.Bins).Count(bin => bin * config.BinStepPx % config.StemStride != 0 && bin * config.BinStepPx < (slices - 1) * config.StemStride);
        ElementwiseOperations binned = new ElementwiseOperations(2, 1).Times((double)samples * between * pixels);
        return config.VolumeStride == 1
            ? binned
            : binned.Plus(new ElementwiseOperations(Corners, Corners - 1).Times((double)samples * config.Bins * height * width));
    }

    /// <summary>
    /// <see cref="DisparityReadout.Estimate"/>: of a soft argmin, the softmax over all k bins (k exponentials, k - 1 additions, one division) and their expectation (k multiplications,
    /// k - 1 additions); else <see cref="OfSubpixelMap"/>.
    /// </summary>
    public static ElementwiseOperations OfEstimate(StereoNetworkConfig config, SensorSize size)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.ReadoutEstimate == DisparityEstimate.SoftArgmin
            ? new ElementwiseOperations(config.Bins + 1, 2 * (config.Bins - 1), 0, config.Bins).Times(size.Pixels)
            : OfSubpixelMap(config, size);
    }

    /// <summary>
    /// <see cref="DisparityReadout.SubpixelMap"/>: a pixel's best bin, the softmax over the k bins around it (k exponentials, k - 1 additions, one division)
    /// and their expectation (k multiplications, k - 1 additions).
    /// </summary>
    public static ElementwiseOperations OfSubpixelMap(StereoNetworkConfig config, SensorSize size, int halfWindowPx = 4)
    {
        ArgumentNullException.ThrowIfNull(config);
        int window = Math.Min(config.Bins, (2 * Math.Max(1, halfWindowPx / config.BinStepPx)) + 1);
        return new ElementwiseOperations(window + 1, 2 * (window - 1), config.Bins - 1, window).Times(size.Pixels);
    }
}
