using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Inference;

/// <summary>
/// How similarities <c>[D, h, w]</c> lie in a disparity map: pixel <c>i</c> of the grid at full-size pixel <c>Stride * i</c>, bin <c>b</c>
/// at a disparity of <c>BinStepPx * b</c> px, between two slices.
/// </summary>
public sealed class ReadoutGrid
{
    private const int HalfWindowPx = 4;

    /// <summary>The grid of <paramref name="config"/> for a map of <paramref name="size"/>.</summary>
    /// <param name="config">Strides and bins.</param>
    /// <param name="slices">Slices <c>D</c> of the similarities.</param>
    /// <param name="rows">Their rows <c>h</c>, at least to the map's last row.</param>
    /// <param name="columns">Their columns <c>w</c>, at least to the map's last column.</param>
    /// <param name="size">The map.</param>
    /// <exception cref="ArgumentException">The grid ends before the map does, or has no slice.</exception>
    public ReadoutGrid(StereoNetworkConfig config, int slices, int rows, int columns, SensorSize size)
    {
        ArgumentNullException.ThrowIfNull(config);
        Stride = config.VolumeStride;
        (Slices, Rows, Columns, Size) = (slices, rows, columns, size);
        if (slices < 1 || ((rows - 1) * Stride) + 1 < size.Height || ((columns - 1) * Stride) + 1 < size.Width)
        {
            throw new ArgumentException($"similarities [{slices}, {rows}, {columns}] at a stride of {Stride} px do not cover a map of {size}");
        }

        BinStepPx = config.BinStepPx;
        Reach = config.ReadoutEstimate == DisparityEstimate.SoftArgmin ? config.Bins : Math.Max(1, HalfWindowPx / config.BinStepPx);
        double[] at = [.. Enumerable.Range(0, config.Bins).Select(bin => Math.Min((double)bin * config.BinStepPx / config.StemStride, slices - 1))];
        Slice = [.. at.Select(place => (int)place)];
        Share = [.. at.Select(place => (float)(place - (int)place))];
    }

    /// <summary>Slices <c>D</c>, rows <c>h</c> and columns <c>w</c> of the similarities.</summary>
    public int Slices { get; }

    /// <summary>See <see cref="Slices"/>.</summary>
    public int Rows { get; }

    /// <summary>See <see cref="Slices"/>.</summary>
    public int Columns { get; }

    /// <summary>The disparity map.</summary>
    public SensorSize Size { get; }

    /// <summary>Pixels of the map between two of the grid.</summary>
    public int Stride { get; }

    /// <summary>Number of bins.</summary>
    public int Bins => Slice.Count;

    /// <summary>Distance of two bins, px.</summary>
    public int BinStepPx { get; }

    /// <summary>Bins on each side of the best one that the expectation is taken over: those within 4 px, one at the least; all for a soft argmin.</summary>
    public int Reach { get; }

    /// <summary>The slice at or below each bin.</summary>
    public IReadOnlyList<int> Slice { get; }

    /// <summary>How far each bin is on the way to the next slice, 0 to below 1; beyond the last slice 0.</summary>
    public IReadOnlyList<float> Share { get; }

    /// <summary>Checks lengths.</summary>
    /// <exception cref="ArgumentException">They are not those of the similarities and of the map.</exception>
    public void Require(int similarities, int disparities)
    {
        if (similarities != Slices * Rows * Columns || disparities != Size.Pixels)
        {
            throw new ArgumentException($"{similarities} similarities and {disparities} disparities for [{Slices}, {Rows}, {Columns}] and a map of {Size}");
        }
    }
}
