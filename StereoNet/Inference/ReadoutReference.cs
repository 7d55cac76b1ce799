namespace EventStereo.StereoNet.Inference;

/// <summary>
/// The read-out pixel by pixel, as its equations: the definition that <see cref="ReadoutKernel"/> is held against. Between grid points
/// similarities are bilinear, between slices linear; with the best bin <c>m</c> (the first of equals) the disparity is
/// <c>step * sum(b exp(s[b] - s[m])) / sum(exp(s[b] - s[m]))</c> over the bins within <see cref="ReadoutGrid.Reach"/> of <c>m</c>.
/// The same as <see cref="Network.DisparityReadout"/>'s logits and sub-pixel MAP, without the map of logits.
/// </summary>
public static class ReadoutReference
{
    /// <summary>Similarities <c>[D, h, w]</c> to disparity in px <c>[H, W]</c>.</summary>
    public static void Run(ReadOnlySpan<float> similarities, ReadoutGrid grid, Span<float> disparityPx)
    {
        ArgumentNullException.ThrowIfNull(grid);
        grid.Require(similarities.Length, disparityPx.Length);
        float[] logits = new float[grid.Bins];
        for (int y = 0; y < grid.Size.Height; y++)
        {
            for (int x = 0; x < grid.Size.Width; x++)
            {
                for (int bin = 0; bin < grid.Bins; bin++)
                {
                    logits[bin] = Logit(similarities, grid, bin, y, x);
                }

                disparityPx[(y * grid.Size.Width) + x] = SubpixelMap(logits, grid.Reach, grid.BinStepPx);
            }
        }
    }

    private static float Logit(ReadOnlySpan<float> similarities, ReadoutGrid grid, int bin, int y, int x)
    {
        (int row, int column) = (y / grid.Stride, x / grid.Stride);
        (int below, int beside) = (Math.Min(row + 1, grid.Rows - 1), Math.Min(column + 1, grid.Columns - 1));
        (float down, float across) = ((float)(y % grid.Stride) / grid.Stride, (float)(x % grid.Stride) / grid.Stride);
        float left = Blend(AtBin(similarities, grid, bin, row, column), AtBin(similarities, grid, bin, below, column), down);
        float right = Blend(AtBin(similarities, grid, bin, row, beside), AtBin(similarities, grid, bin, below, beside), down);
        return Blend(left, right, across);
    }

    private static float AtBin(ReadOnlySpan<float> similarities, ReadoutGrid grid, int bin, int row, int column)
    {
        int plane = grid.Rows * grid.Columns, at = (grid.Slice[bin] * plane) + (row * grid.Columns) + column;
        return grid.Share[bin] == 0 ? similarities[at] : Blend(similarities[at], similarities[at + plane], grid.Share[bin]);
    }

    private static float Blend(float from, float to, float share) => (from * (1 - share)) + (to * share);

    private static float SubpixelMap(ReadOnlySpan<float> logits, int reach, int stepPx)
    {
        int best = 0;
        for (int bin = 1; bin < logits.Length; bin++)
        {
            best = logits[bin] > logits[best] ? bin : best;
        }

        float weights = 0, moment = 0;
        for (int bin = Math.Max(0, best - reach); bin <= Math.Min(logits.Length - 1, best + reach); bin++)
        {
            float weight = MathF.Exp(logits[bin] - logits[best]);
            weights += weight;
            moment += weight * (bin - best);
        }

        return (best + (moment / weights)) * stepPx;
    }
}
