using System.Numerics;

namespace EventStereo.StereoNet.Network;

/// <summary>The sums of <see cref="SplitMatching"/> on plain memory, and their gradients: parts of rows are added to rows.</summary>
internal static unsafe class AssemblyKernel
{
    /// <summary>
    /// Left maps <c>[N, 3 planes, 3 borders, Outputs, h, w]</c>, right ones <c>[N, 3 planes, 2 borders, Outputs, h, w + 1]</c> and a bias <c>[Outputs]</c> or nothing to the volume
    /// <c>[N, Outputs, D, h, w]</c>.
    /// </summary>
    public static void Forward(AssemblySize size, ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> bias, Span<float> volume, int threads)
    {
        fixed (float* pLeft = left, pRight = right, pBias = bias, pVolume = volume)
        {
            nint l = (nint)pLeft, r = (nint)pRight, v = (nint)pVolume, b = (nint)pBias;
            ForMaps(size, threads, map =>
            {
                new Span<float>((float*)v + ((long)map * size.Disparities * size.LeftMap), size.Disparities * size.LeftMap).Fill(b == 0 ? 0f : ((float*)b)[map % size.Outputs]);
                ForRows(size, map, (float*)l, (float*)r, (float*)v, (part, whole, length) => Add((float*)part, (float*)whole, length));
            });
        }
    }

    /// <summary>Adds the gradients at the maps to <paramref name="left"/> and <paramref name="right"/>, from those at the volume.</summary>
    public static void Backward(AssemblySize size, ReadOnlySpan<float> volume, Span<float> left, Span<float> right, int threads)
    {
        fixed (float* pLeft = left, pRight = right, pVolume = volume)
        {
            nint l = (nint)pLeft, r = (nint)pRight, v = (nint)pVolume;
            ForMaps(size, threads, map => ForRows(size, map, (float*)l, (float*)r, (float*)v, (part, whole, length) => Add((float*)whole, (float*)part, length)));
        }
    }

    private static void ForMaps(AssemblySize size, int threads, Action<int> body) =>
        Parallel.For(0, size.Samples * size.Outputs, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);

    /// <summary>Every part of a row of a map and the part of a row of the volume that it belongs to, for the map of one sample and output.</summary>
    private static void ForRows(AssemblySize size, int map, float* left, float* right, float* volume, Action<nint, nint, int> body)
    {
        (int sample, int output) = Math.DivRem(map, size.Outputs);
        float* slice = volume + ((long)map * size.Disparities * size.LeftMap);
        for (int disparity = 0; disparity < size.Disparities; disparity++, slice += size.LeftMap)
        {
            for (int plane = 0; plane < SplitMatching.Kernel; plane++)
            {
                int read = disparity + plane - 1; // the slice that this plane of the kernel reads
                if (read >= 0 && read < size.Disparities)
                {
                    int leftMap = (((sample * SplitMatching.Kernel) + plane) * 3 * size.Outputs) + output;
                    int rightMap = (((sample * SplitMatching.Kernel) + plane) * 2 * size.Outputs) + output;
                    ForLeft(size, left + ((long)leftMap * size.LeftMap), slice, read, body);
                    ForRight(size, right + ((long)rightMap * size.RightMap), slice, read, body);
                }
            }
        }
    }

    /// <summary>The columns right of the slice's first feature, that one, and the one to its left.</summary>
    private static void ForLeft(AssemblySize size, float* maps, float* slice, int read, Action<nint, nint, int> body)
    {
        long border = (long)size.Outputs * size.LeftMap;
        for (int row = 0; row < size.Height; row++, maps += size.Width, slice += size.Width)
        {
            if (read + 1 < size.Width)
            {
                body((nint)(maps + read + 1), (nint)(slice + read + 1), size.Width - read - 1);
            }

            if (read < size.Width)
            {
                body((nint)(maps + border + read), (nint)(slice + read), 1);
            }

            if (read >= 1 && read - 1 < size.Width)
            {
                body((nint)(maps + (2 * border) + read - 1), (nint)(slice + read - 1), 1);
            }
        }
    }

    /// <summary>All columns from one left of the slice's first feature but the last; and the last.</summary>
    private static void ForRight(AssemblySize size, float* maps, float* slice, int read, Action<nint, nint, int> body)
    {
        long border = (long)size.Outputs * size.RightMap;
        int first = Math.Max(0, read - 1), last = size.Width - 1;
        for (int row = 0; row < size.Height; row++, maps += size.Width + 1, slice += size.Width)
        {
            if (first < last)
            {
                body((nint)(maps + first - read + 1), (nint)(slice + first), last - first);
            }

            if (first <= last)
            {
                body((nint)(maps + border + last - read + 1), (nint)(slice + last), 1);
            }
        }
    }

    private static void Add(float* values, float* sums, int length)
    {
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Vector.Load(sums + i) + Vector.Load(values + i)).Store(sums + i);
        }

        for (; i < length; i++)
        {
            sums[i] += values[i];
        }
    }
}
