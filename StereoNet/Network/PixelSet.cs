namespace EventStereo.StereoNet.Network;

/// <summary>Pixels of a batch of images <c>[N, H, W]</c>: image, row and column of each, all of one length <c>P</c>.</summary>
public sealed record PixelSet(int[] Image, int[] Row, int[] Column)
{
    /// <summary>Number of pixels.</summary>
    public int Count => Image.Length;

    /// <summary>
    /// The four neighbours of each pixel on a grid <c>[N, height, width]</c> that samples every <paramref name="stride"/>-th
    /// pixel: flat index and bilinear weight, each of length <c>P</c>.
    /// </summary>
    internal IEnumerable<(long[] Index, float[] Weight)> Corners(int stride, int height, int width)
    {
        for (int corner = 0; corner < 4; corner++)
        {
            long[] index = new long[Count];
            float[] weight = new float[Count];
            for (int p = 0; p < Count; p++)
            {
                (int row, float rowWeight) = Neighbour(Row[p], stride, height, corner >> 1);
                (int column, float columnWeight) = Neighbour(Column[p], stride, width, corner & 1);
                index[p] = ((long)Image[p] * height + row) * width + column;
                weight[p] = rowWeight * columnWeight;
            }

            yield return (index, weight);
        }
    }

    private static (int At, float Weight) Neighbour(int pixel, int stride, int size, int side)
    {
        int below = pixel / stride;
        float share = (float)(pixel % stride) / stride;
        return side == 0 ? (below, 1f - share) : (Math.Min(below + 1, size - 1), share);
    }
}
