using System.Numerics;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// Correlation volumes and their gradients on plain memory, slice by slice in the first-level cache: neither the shifted features nor their products nor the slices before pooling
/// are written down. <see cref="CostVolume.Correlate"/> and <see cref="CostVolume.Pool"/> are the same from tensor operations.
/// </summary>
internal static unsafe class CorrelationKernel
{
    /// <summary>Features of both cameras, <c>[N, C, h, w]</c>, to the volume <c>[N, G, D, h', w']</c>.</summary>
    public static void Forward(CorrelationSize size, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> volume, int threads)
    {
        fixed (float* pinnedLeft = left, pinnedRight = right, pinnedVolume = volume)
        {
            float* l = pinnedLeft, r = pinnedRight, v = pinnedVolume;
            ForGroups(size, threads, (group, map, _) =>
            {
                long features = (long)group * size.GroupChannels * size.Map;
                for (int d = 0; d < size.Disparities; d++)
                {
                    float* slice = v + (((long)group * size.Disparities) + d) * size.VolumeMap;
                    Correlate(size, l + features, r + features, d, size.Pooling == 1 ? slice : map);
                    if (size.Pooling > 1)
                    {
                        Pool(size, map, slice);
                    }
                }
            });
        }
    }

    /// <summary>The gradients at the features of both cameras, which are written anew, from those at the volume.</summary>
    public static void Backward(
        CorrelationSize size, ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> volume, Span<float> leftGradient, Span<float> rightGradient, int threads)
    {
        leftGradient.Clear();
        rightGradient.Clear();
        fixed (float* pinnedLeft = left, pinnedRight = right, pinnedVolume = volume, pinnedLeftGradient = leftGradient, pinnedRightGradient = rightGradient)
        {
            float* l = pinnedLeft, r = pinnedRight, v = pinnedVolume, toLeft = pinnedLeftGradient, toRight = pinnedRightGradient;
            ForGroups(size, threads, (group, map, widened) =>
            {
                long features = (long)group * size.GroupChannels * size.Map;
                for (int d = 0; d < size.Disparities; d++)
                {
                    Spread(size, v + (((long)group * size.Disparities) + d) * size.VolumeMap, widened, map);
                    for (int channel = 0; channel < size.GroupChannels; channel++)
                    {
                        long at = features + ((long)channel * size.Map);
                        Correspond(size, map, l + at, r + at, d, toLeft + at, toRight + at);
                    }
                }
            });
        }
    }

    /// <summary>Runs <paramref name="body"/> for the groups of all samples, each with room for a feature map and for the volume's rows as wide as features.</summary>
    private static void ForGroups(CorrelationSize size, int threads, Body body)
    {
        int groups = size.Samples * size.Groups;
        Parallel.For(
            0, groups, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => (Map: new float[size.Map], Widened: new float[size.VolumeHeight * size.Width]), (group, _, room) =>
            {
                fixed (float* map = room.Map, widened = room.Widened)
                {
                    body(group, map, widened);
                }

                return room;
            }, _ => { });
    }

    /// <summary>The mean product over a group's channels of the left features and the right ones <paramref name="d"/> to the left; zero where there are none.</summary>
    private static void Correlate(CorrelationSize size, float* left, float* right, int d, float* map)
    {
        int width = size.Width, inside = Math.Max(0, width - d), map1 = size.Map;
        float channels = size.GroupChannels;
        for (int y = 0; y < size.Height; y++, left += width, right += width, map += width)
        {
            new Span<float>(map, width - inside).Clear();
            float* l = left + d, to = map + d;
            int x = 0;
            for (; x <= inside - Vector<float>.Count; x += Vector<float>.Count)
            {
                Vector<float> sum = Vector<float>.Zero;
                for (int channel = 0, at = x; channel < size.GroupChannels; channel++, at += map1)
                {
                    sum += Vector.Load(l + at) * Vector.Load(right + at);
                }

                (sum / channels).Store(to + x);
            }

            for (; x < inside; x++)
            {
                float sum = 0;
                for (int channel = 0, at = x; channel < size.GroupChannels; channel++, at += map1)
                {
                    sum += l[at] * right[at];
                }

                to[x] = sum / channels;
            }
        }
    }

    /// <summary>Means over the windows around every so manieth pixel, zeros beyond the border.</summary>
    private static void Pool(CorrelationSize size, float* map, float* slice)
    {
        for (int y = 0; y < size.VolumeHeight; y++)
        {
            int top = Math.Max(0, (y * size.Pooling) - size.Reach), bottom = Math.Min(size.Height - 1, (y * size.Pooling) + size.Reach);
            for (int x = 0; x < size.VolumeWidth; x++)
            {
                int first = Math.Max(0, (x * size.Pooling) - size.Reach), last = Math.Min(size.Width - 1, (x * size.Pooling) + size.Reach);
                float sum = 0;
                for (int row = top; row <= bottom; row++)
                {
                    for (int column = first; column <= last; column++)
                    {
                        sum += map[(row * size.Width) + column];
                    }
                }

                slice[(y * size.VolumeWidth) + x] = sum / size.Window;
            }
        }
    }

    /// <summary>The gradients at the products of a slice: those of all windows that a pixel is in, over the window's pixels and the group's channels.</summary>
    private static void Spread(CorrelationSize size, float* slice, float* widened, float* map)
    {
        new Span<float>(widened, size.VolumeHeight * size.Width).Clear();
        new Span<float>(map, size.Map).Clear();
        float share = 1f / (size.Window * size.GroupChannels);
        for (int y = 0; y < size.VolumeHeight; y++)
        {
            float* row = widened + (y * size.Width);
            for (int x = 0; x < size.VolumeWidth; x++)
            {
                float gradient = slice[(y * size.VolumeWidth) + x] * share;
                int last = Math.Min(size.Width - 1, (x * size.Pooling) + size.Reach);
                for (int column = Math.Max(0, (x * size.Pooling) - size.Reach); column <= last; column++)
                {
                    row[column] += gradient;
                }
            }

            int bottom = Math.Min(size.Height - 1, (y * size.Pooling) + size.Reach);
            for (int above = Math.Max(0, (y * size.Pooling) - size.Reach); above <= bottom; above++)
            {
                Add(row, map + (above * size.Width), size.Width);
            }
        }
    }

    /// <summary>Adds the gradients of one channel: each pixel's times the feature of the other camera there.</summary>
    private static void Correspond(CorrelationSize size, float* map, float* left, float* right, int d, float* toLeft, float* toRight)
    {
        int width = size.Width, inside = Math.Max(0, width - d);
        for (int y = 0; y < size.Height; y++, map += width, left += width, right += width, toLeft += width, toRight += width)
        {
            float* gradient = map + d, l = left + d, tl = toLeft + d;
            int x = 0;
            for (; x <= inside - Vector<float>.Count; x += Vector<float>.Count)
            {
                Vector<float> g = Vector.Load(gradient + x);
                (Vector.Load(tl + x) + g * Vector.Load(right + x)).Store(tl + x);
                (Vector.Load(toRight + x) + g * Vector.Load(l + x)).Store(toRight + x);
            }

            for (; x < inside; x++)
            {
                tl[x] += gradient[x] * right[x];
                toRight[x] += gradient[x] * l[x];
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

    /// <summary>What is done for one group of one sample, with a feature map and widened rows to work in.</summary>
    private delegate void Body(int group, float* map, float* widened);
}
