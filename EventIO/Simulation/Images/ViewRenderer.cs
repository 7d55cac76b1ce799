namespace EventStereo.EventIO.Simulation.Images;

/// <summary>
/// What a camera at any place of the line sees. A surface point's light is interpolated linearly between the two views about the
/// camera, along the point's own motion, so that nothing but what really changes from view to view changes; a point that one
/// of the two does not see is taken from the other. Points are sampled twice a pixel along the row, with Catmull and Rom's cubic.
/// </summary>
internal sealed class ViewRenderer
{
    /// <summary>Columns a pixel: outlines then have three grades, and sharpness hardly depends on the place between two views.</summary>
    public const int ColumnsAPixel = 2;

    private readonly ViewSet set;
    private readonly float[][] seen;
    private readonly float samePx;

    public ViewRenderer(ViewSet set, ViewWarp warp)
    {
        this.set = set;
        seen = [.. Enumerable.Range(0, set.Views.Count).Select(view => warp.Map(view, filled: true))];

        // A slant gives the point half a column away another step; twice what one surface may change by leaves room for that.
        samePx = 2 * set.JoinPx;
    }

    /// <summary>Renders row <paramref name="y"/> as seen from <paramref name="place"/>.</summary>
    /// <param name="place">Place on the line, in it.</param>
    /// <param name="y">Row.</param>
    /// <param name="stepPx">Steps of the row without holes, <see cref="ColumnsAPixel"/> a pixel of the views.</param>
    /// <param name="light">Light of the sensor's columns (<see cref="ViewSet.Sensor"/>), overwritten.</param>
    public void Row(double place, int y, ReadOnlySpan<float> stepPx, Span<float> light)
    {
        int view = Math.Clamp((int)Math.Floor(place), 0, set.End - 1);
        float after = (float)(place - view);
        for (int x = 0; x < light.Length; x++)
        {
            float sum = 0;
            for (int i = 0; i < ColumnsAPixel; i++)
            {
                int column = ((set.FirstColumn + x) * ColumnsAPixel) + i;
                sum += Point(view, after, y, ((column + 0.5f) / ColumnsAPixel) - 0.5f, stepPx[column]);
            }

            light[x] = sum / ColumnsAPixel;
        }
    }

    private float Point(int view, float after, int y, float x, float stepPx)
    {
        float before = x + (stepPx * after), behind = x - (stepPx * (1 - after));
        bool inFirst = Sees(view, y, before, stepPx), inSecond = Sees(view + 1, y, behind, stepPx);
        float share = inFirst == inSecond ? after : inSecond ? 1 : 0;
        float value = 0;
        value += share < 1 ? (1 - share) * Sample(view, y, before) : 0;
        return value + (share > 0 ? share * Sample(view + 1, y, behind) : 0);
    }

    /// <summary>Whether the surface of that step is the one that a view shows at a column.</summary>
    private bool Sees(int view, int y, float x, float stepPx)
    {
        float column = MathF.Round(x);
        return column >= set.Views[view].FirstColumn && column < set.Views[view].EndColumn && MathF.Abs(seen[view][(y * set.Size.Width) + (int)column] - stepPx) <= samePx;
    }

    private float Sample(int view, int y, float x)
    {
        View photograph = set.Views[view];
        ReadOnlySpan<float> row = photograph.Light.AsSpan((y * set.Size.Width) + photograph.FirstColumn, photograph.EndColumn - photograph.FirstColumn);
        float clamped = Math.Clamp(x - photograph.FirstColumn, 0, row.Length - 1);
        int at = Math.Min((int)clamped, row.Length - 2);
        float t = clamped - at;
        float a = row[Math.Max(at - 1, 0)], b = row[at], c = row[at + 1], d = row[Math.Min(at + 2, row.Length - 1)];
        float value = b + (0.5f * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

        // The cubic overshoots beside an edge; light stays between its neighbours.
        return Math.Clamp(value, Math.Min(b, c), Math.Max(b, c));
    }
}
