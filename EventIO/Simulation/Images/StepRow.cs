namespace EventStereo.EventIO.Simulation.Images;

/// <summary>One row of steps (disparities between neighbouring views, px) seen from another place of the line.</summary>
internal static class StepRow
{
    /// <summary>
    /// Warps a row of ground truth: target column j looks at <c>x = (j + 0.5) / columnsAPixel - 0.5</c>. Neighbours that differ by at most
    /// <paramref name="joinPx"/> are a surface without cracks, others reach half a pixel to each side; of surfaces that meet the
    /// nearer one, of the greater step, is seen. What no surface covers stays as it is.
    /// </summary>
    /// <param name="stepPx">The row at the truth's own place, NaN where unknown.</param>
    /// <param name="places">How many views further on the target is.</param>
    /// <param name="joinPx">Greatest difference within one surface.</param>
    /// <param name="columnsAPixel">Target columns a pixel.</param>
    /// <param name="target">Steps by target column, NaN where nothing was seen yet.</param>
    public static void Warp(ReadOnlySpan<float> stepPx, double places, float joinPx, int columnsAPixel, Span<float> target)
    {
        bool joined = false;
        for (int i = 0; i < stepPx.Length; i++)
        {
            float step = stepPx[i];
            if (float.IsNaN(step))
            {
                joined = false;
                continue;
            }

            double x = i - (step * places);
            if (!joined)
            {
                Draw(x - 0.5, x, step, step, columnsAPixel, target);
            }

            float next = i + 1 < stepPx.Length ? stepPx[i + 1] : float.NaN;
            joined = Math.Abs(next - step) <= joinPx; // not of NaN
            Draw(x, joined ? i + 1 - (next * places) : x + 0.5, step, joined ? next : step, columnsAPixel, target);
        }
    }

    /// <summary>
    /// Closes what is NaN with the farther of the two surfaces beside it, which is what comes to light behind an edge; a row
    /// without any surface takes <paramref name="otherwise"/>.
    /// </summary>
    public static void Fill(Span<float> row, float otherwise)
    {
        for (int from = 0; from < row.Length;)
        {
            if (!float.IsNaN(row[from]))
            {
                from++;
                continue;
            }

            int to = from + 1;
            while (to < row.Length && float.IsNaN(row[to]))
            {
                to++;
            }

            // Of a number and NaN, MinNumber gives the number.
            float behind = float.MinNumber(from > 0 ? row[from - 1] : float.NaN, to < row.Length ? row[to] : float.NaN);
            row[from..to].Fill(float.IsNaN(behind) ? otherwise : behind);
            from = to;
        }
    }

    /// <summary>Draws a surface over the columns whose centres lie in [from, to), its step linear between the ends.</summary>
    private static void Draw(double from, double to, float stepFrom, float stepTo, int columnsAPixel, Span<float> target)
    {
        int first = Math.Max(0, (int)Math.Ceiling(((from + 0.5) * columnsAPixel) - 0.5));
        int end = (int)Math.Min(target.Length, Math.Ceiling(((to + 0.5) * columnsAPixel) - 0.5));
        for (int j = first; j < end; j++)
        {
            double part = ((((j + 0.5) / columnsAPixel) - 0.5) - from) / (to - from);
            float step = stepFrom + (float)(part * (stepTo - stepFrom));
            if (!(target[j] >= step))
            {
                target[j] = step;
            }
        }
    }
}
