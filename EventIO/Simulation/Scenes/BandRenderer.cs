namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// Renders a band of rows of one camera: the light each pixel receives, in parts of what a white surface in full light
/// sends. A pixel on one smooth face is sampled at its centre (the texture is filtered); one on an outline at four points.
/// </summary>
internal sealed class BandRenderer
{
    /// <summary>Room for the faces of a body in a pixel's number.</summary>
    public const int FacesPerBody = 8;

    /// <summary>What a pixel receives whose ray meets nothing.</summary>
    public const float EmptyLight = 0.3f;

    private const int Nothing = -1;

    // A rotated grid: four different columns and four different rows, so that upright and level edges have five grades too.
    private static readonly (double U, double V)[] Samples = [(-0.125, -0.375), (0.375, -0.125), (-0.375, 0.125), (0.125, 0.375)];

    private readonly int width;
    private readonly int height;
    private readonly int top;
    private readonly int rows;
    private readonly double[] depth;
    private readonly int[] ids;

    /// <summary>Prepares the band of <paramref name="rows"/> rows from <paramref name="top"/> of a sensor.</summary>
    public BandRenderer(int width, int height, int top, int rows)
    {
        this.width = width;
        this.height = height;
        this.top = top;
        this.rows = rows;
        depth = new double[(rows + 2) * width];
        ids = new int[(rows + 2) * width];
    }

    /// <summary>Renders the pixels of <paramref name="box"/> in the band into <paramref name="light"/>, which holds the band's rows.</summary>
    public void Render(PlacedBody[] bodies, PixelBox box, Span<float> light)
    {
        PixelBox wanted = box.Intersect(new PixelBox(0, top, width, top + rows));
        if (wanted.IsEmpty)
        {
            return;
        }

        PixelBox traced = wanted.Grow(1).Intersect(new PixelBox(0, 0, width, height));
        for (int y = traced.Top; y < traced.Bottom; y++)
        {
            int at = RowOf(y) + traced.Left;
            Span<double> rowDepth = depth.AsSpan(at, traced.Right - traced.Left);
            Span<int> rowIds = ids.AsSpan(at, rowDepth.Length);
            rowDepth.Fill(double.PositiveInfinity);
            rowIds.Fill(Nothing);
            for (int body = 0; body < bodies.Length; body++)
            {
                bodies[body].TraceRow(y, traced.Left, rowDepth, rowIds, body * FacesPerBody);
            }
        }

        for (int y = wanted.Top; y < wanted.Bottom; y++)
        {
            ShadeRow(bodies, y, wanted.Left, wanted.Right, light.Slice((y - top) * width, width));
        }
    }

    /// <summary>The depth of the nearest surface in the 3x3 neighbourhood of a pixel of the band, infinite where there is none.</summary>
    public double NearestDepthM(int x, int y)
    {
        int left = Math.Max(x - 1, 0), right = Math.Min(x + 1, width - 1);
        double nearest = double.PositiveInfinity;
        for (int row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, height - 1); row++)
        {
            foreach (double candidate in depth.AsSpan(RowOf(row) + left, right - left + 1))
            {
                nearest = Math.Min(nearest, candidate);
            }
        }

        return nearest;
    }

    private int RowOf(int y) => (y - top + 1) * width;

    /// <summary>Shades runs of pixels of one face, then the pixels on outlines anew.</summary>
    private void ShadeRow(PlacedBody[] bodies, int y, int left, int right, Span<float> light)
    {
        int row = RowOf(y);
        for (int x = left; x < right;)
        {
            int id = ids[row + x], end = x + 1;
            while (end < right && ids[row + end] == id)
            {
                end++;
            }

            if (id == Nothing)
            {
                light[x..end].Fill(EmptyLight);
            }
            else
            {
                bodies[id / FacesPerBody].ShadeRow(y, x, depth.AsSpan(row + x, end - x), id % FacesPerBody, light[x..end]);
            }

            x = end;
        }

        int above = y > 0 ? RowOf(y - 1) : row, below = y < height - 1 ? RowOf(y + 1) : row;
        for (int x = left; x < right; x++)
        {
            int id = ids[row + x];
            bool inside = ids[above + x] == id && ids[below + x] == id
                && ids[row + Math.Max(x - 1, 0)] == id && ids[row + Math.Min(x + 1, width - 1)] == id;
            if (!inside)
            {
                light[x] = Supersample(bodies, x, y);
            }
        }
    }

    private static float Supersample(PlacedBody[] bodies, int x, int y)
    {
        float sum = 0;
        foreach ((double du, double dv) in Samples)
        {
            double nearest = double.PositiveInfinity;
            int nearestFace = 0;
            PlacedBody? hit = null;
            foreach (PlacedBody body in bodies)
            {
                // A point of the pixel lies within the body's box widened by one.
                PixelBox bounds = body.Bounds;
                if (x < bounds.Left - 1 || x > bounds.Right || y < bounds.Top - 1 || y > bounds.Bottom)
                {
                    continue;
                }

                double s = body.Trace(x + du, y + dv, out int face);
                if (s < nearest)
                {
                    (nearest, nearestFace, hit) = (s, face, body);
                }
            }

            sum += hit is null ? EmptyLight : hit.Shade(x + du, y + dv, nearest, nearestFace);
        }

        return sum / Samples.Length;
    }
}
