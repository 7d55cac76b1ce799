namespace EventStereo.EventIO.Simulation.Images;

/// <summary>The scene's steps as seen from any place of the line, out of the ground truth of a <see cref="ViewSet"/>.</summary>
internal sealed class ViewWarp
{
    private readonly ViewSet set;
    private readonly float leastPx;

    public ViewWarp(ViewSet set)
    {
        this.set = set;
        leastPx = set.LeastStepPx;
    }

    /// <summary>
    /// A row of steps at <paramref name="place"/>, NaN where no ground truth tells: that of the nearest truth's view, its holes closed by
    /// the others'. At a truth's own view it is that truth.
    /// </summary>
    /// <param name="place">Place on the line.</param>
    /// <param name="y">Row.</param>
    /// <param name="columnsAPixel">Columns a pixel; 1 looks at pixel centres.</param>
    /// <param name="row">W times <paramref name="columnsAPixel"/> steps in px, overwritten.</param>
    /// <param name="scratch">As long.</param>
    public void Known(double place, int y, int columnsAPixel, Span<float> row, Span<float> scratch)
    {
        row.Fill(float.NaN);
        int nearest = Nearest(place);
        Warp(nearest, place, y, columnsAPixel, row);
        for (int truth = 0; truth < set.Truths.Count; truth++)
        {
            if (truth != nearest)
            {
                scratch.Fill(float.NaN);
                Warp(truth, place, y, columnsAPixel, scratch);
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] = float.IsNaN(row[i]) ? scratch[i] : row[i];
                }
            }
        }
    }

    /// <summary>Closes a row's holes by the surface behind them.</summary>
    public void Fill(Span<float> row) => StepRow.Fill(row, leastPx);

    /// <summary>A whole map at pixel centres, [H, W].</summary>
    /// <param name="place">Place on the line.</param>
    /// <param name="filled">Without holes.</param>
    public float[] Map(double place, bool filled)
    {
        float[] map = new float[set.Size.Pixels], scratch = new float[set.Size.Width];
        for (int y = 0; y < set.Size.Height; y++)
        {
            Span<float> row = map.AsSpan(y * set.Size.Width, set.Size.Width);
            Known(place, y, 1, row, scratch);
            if (filled)
            {
                Fill(row);
            }
        }

        return map;
    }

    private int Nearest(double place)
    {
        int nearest = 0;
        for (int i = 1; i < set.Truths.Count; i++)
        {
            nearest = Math.Abs(set.Truths[i].View - place) < Math.Abs(set.Truths[nearest].View - place) ? i : nearest;
        }

        return nearest;
    }

    private void Warp(int truth, double place, int y, int columnsAPixel, Span<float> row)
    {
        (int view, float[] stepPx) = set.Truths[truth];
        StepRow.Warp(stepPx.AsSpan(y * set.Size.Width, set.Size.Width), place - view, set.JoinPx, columnsAPixel, row);
    }
}
