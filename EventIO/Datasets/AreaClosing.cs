using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Area closing of a map (Vincent, "Morphological area openings and closings for grey-scale images", 1993): every pixel is raised to
/// the lowest level at which what is as low or lower and connected to it (four neighbours) has at least so many pixels. NaN is lower
/// than any number: a hole of fewer pixels is filled with that level, a larger one stays.
/// </summary>
/// <remarks>
/// To the bit as scikit-image's <c>area_closing</c> of a float32 map: it opens <c>1 - map</c> by its max-tree (Salembier et al., 1998)
/// and takes that from 1 again, which rounds depth twice to float32.
/// </remarks>
internal static class AreaClosing
{
    /// <summary>The closed map.</summary>
    /// <param name="map">[H, W]; NaN for holes.</param>
    /// <param name="size">H and W.</param>
    /// <param name="leastArea">Pixels from which on a low region stays as it is.</param>
    /// <returns>[H, W]; all 1 where the map has fewer pixels than <paramref name="leastArea"/>.</returns>
    public static float[] Close(ReadOnlySpan<float> map, SensorSize size, int leastArea)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(map.Length, size.Pixels, nameof(map));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leastArea);
        if (map.IsEmpty)
        {
            return [];
        }

        float[] levels = new float[map.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = 1f - map[i];
        }

        int[] highestFirst = new int[map.Length];
        for (int i = 0; i < highestFirst.Length; i++)
        {
            highestFirst[i] = i;
        }

        // .NET sorts NaN before all numbers, and the lowest of the map are the highest of 1 - map.
        Array.Sort(map.ToArray(), highestFirst);
        int[] parents = Tree(levels, size, highestFirst);
        float[] opened = Open(levels, highestFirst, parents, leastArea);
        for (int i = 0; i < opened.Length; i++)
        {
            opened[i] = 1f - opened[i];
        }

        return opened;
    }

    /// <summary>The max-tree: each pixel's parent, the root its own. All but the first pixel of a level's component point to that first one.</summary>
    private static int[] Tree(float[] levels, SensorSize size, int[] highestFirst)
    {
        int[] parents = new int[levels.Length];
        int[] roots = new int[levels.Length];
        Array.Fill(roots, -1);
        Span<int> neighbours = stackalloc int[4];
        foreach (int pixel in highestFirst)
        {
            parents[pixel] = roots[pixel] = pixel;
            (int y, int x) = Math.DivRem(pixel, size.Width);
            neighbours[0] = y > 0 ? pixel - size.Width : pixel;
            neighbours[1] = x > 0 ? pixel - 1 : pixel;
            neighbours[2] = x + 1 < size.Width ? pixel + 1 : pixel;
            neighbours[3] = y + 1 < size.Height ? pixel + size.Width : pixel;
            foreach (int neighbour in neighbours)
            {
                if (roots[neighbour] >= 0 && Root(roots, neighbour) is int root && root != pixel)
                {
                    roots[root] = parents[root] = pixel;
                }
            }
        }

        for (int i = highestFirst.Length - 1; i >= 0; i--)
        {
            int parent = parents[highestFirst[i]];
            if (levels[parent] == levels[parents[parent]])
            {
                parents[highestFirst[i]] = parents[parent];
            }
        }

        return parents;
    }

    private static int Root(int[] roots, int pixel)
    {
        while (roots[pixel] != pixel)
        {
            roots[pixel] = roots[roots[pixel]];
            pixel = roots[pixel];
        }

        return pixel;
    }

    private static float[] Open(float[] levels, int[] highestFirst, int[] parents, int leastArea)
    {
        int[] areas = new int[levels.Length];
        Array.Fill(areas, 1);
        foreach (int pixel in highestFirst.AsSpan(0, highestFirst.Length - 1)) // the last is the root
        {
            areas[parents[pixel]] += areas[pixel];
        }

        float[] opened = new float[levels.Length];
        int root = highestFirst[^1];
        opened[root] = areas[root] < leastArea ? 0 : levels[root];
        for (int i = highestFirst.Length - 2; i >= 0; i--)
        {
            int pixel = highestFirst[i], parent = parents[pixel];
            opened[pixel] = levels[pixel] == levels[parent] || areas[pixel] < leastArea ? opened[parent] : levels[pixel];
        }

        return opened;
    }
}
