using System.Runtime.Intrinsics;

namespace EventStereo.Search.Kernels;

/// <summary>
/// Batch norm in training on plain memory: the statistics of each channel, the scaling, and the two passes backwards,
/// <c>dx = weight / deviation (g - mean of g - (x - mean) mean of g (x - mean) / variance)</c>. Sums are in double precision and do not depend on the number
/// of threads. Source: Ioffe and Szegedy, "Batch normalization", ICML 2015, section 3.
/// </summary>
internal static unsafe class BatchNormKernel
{
    /// <summary>Values of a tile, which is read twice: it stays in the first-level cache.</summary>
    private const int Tile = 4096;

    /// <summary>Count, mean and squared deviations of each channel.</summary>
    public static Moments[] MomentsOf(ChannelLayout layout, ReadOnlySpan<float> values)
    {
        layout.Require(values.Length);
        Moments[] ofPlanes = new Moments[layout.Planes];
        fixed (float* pinned = values)
        {
            float* start = pinned;
            layout.ForPlanes(plane => ofPlanes[plane] = OfPlane(start + ((long)plane * layout.Places), layout.Places));
        }

        return layout.SumByChannel<Moments>(ofPlanes);
    }

    /// <summary><c>results = scale x + shift</c> of each channel, rounded once.</summary>
    public static void Normalize(ChannelLayout layout, ReadOnlySpan<float> values, float[] scale, float[] shift, Span<float> results) =>
        Normalize(layout, values, scale, shift, results, adds: false);

    /// <summary><c>results += scale x + shift</c> of each channel.</summary>
    public static void AddNormalized(ChannelLayout layout, ReadOnlySpan<float> values, float[] scale, float[] shift, Span<float> results) =>
        Normalize(layout, values, scale, shift, results, adds: true);

    /// <summary>The sums of each channel that the gradients need, from the gradients at the results and the channels' means.</summary>
    public static GradientSums[] SumsOf(ChannelLayout layout, ReadOnlySpan<float> gradients, ReadOnlySpan<float> values, float[] mean)
    {
        layout.Require(gradients.Length, values.Length);
        GradientSums[] ofPlanes = new GradientSums[layout.Planes];
        fixed (float* pinnedGradients = gradients, pinned = values)
        {
            float* gradient = pinnedGradients, value = pinned;
            layout.ForPlanes(plane =>
            {
                long start = (long)plane * layout.Places;
                ofPlanes[plane] = SumsOfPlane(gradient + start, value + start, layout.Places, mean[plane % layout.Channels]);
            });
        }

        return layout.SumByChannel<GradientSums>(ofPlanes);
    }

    /// <summary>The gradients at the values; <paramref name="results"/> may be the same memory as <paramref name="gradients"/>.</summary>
    /// <param name="layout">How the maps lie.</param>
    /// <param name="gradients">At the results.</param>
    /// <param name="values">What was normalised.</param>
    /// <param name="statistics">Of the forward pass.</param>
    /// <param name="sums">Of each channel.</param>
    /// <param name="results">Takes them.</param>
    public static void InputGradient(
        ChannelLayout layout, ReadOnlySpan<float> gradients, ReadOnlySpan<float> values, BatchStatistics statistics, GradientSums[] sums, Span<float> results)
    {
        layout.Require(gradients.Length, values.Length, results.Length);
        fixed (float* pinnedGradients = gradients, pinned = values, pinnedResults = results)
        {
            float* gradient = pinnedGradients, value = pinned, result = pinnedResults;
            layout.ForPlanes(plane =>
            {
                long start = (long)plane * layout.Places;
                int channel = plane % layout.Channels;
                float inverse = statistics.InverseDeviation[channel];
                Vector256<float> mean = Vector256.Create(statistics.Mean[channel]), scale = Vector256.Create(statistics.Scale[channel]);
                Vector256<float> meanGradient = Vector256.Create((float)(sums[channel].Gradient / layout.ValuesOfChannel));
                Vector256<float> slope = Vector256.Create((float)(sums[channel].Product * inverse * inverse / layout.ValuesOfChannel));
                for (int i = 0; i < layout.Places; i += Lanes.Count)
                {
                    int lanes = layout.Places - i;
                    Vector256<float> g = Lanes.Load(gradient + start + i, lanes), x = Lanes.Load(value + start + i, lanes);
                    Lanes.Store((g - meanGradient - (x - mean) * slope) * scale, result + start + i, lanes);
                }
            });
        }
    }

    private static Moments OfPlane(float* values, int places)
    {
        Moments moments = default;
        for (int from = 0; from < places; from += Tile)
        {
            int length = Math.Min(Tile, places - from);
            double mean = SumsOfPlane(null, values + from, length, 0).Product / length;
            moments += new Moments(length, mean, Deviations(values + from, length, mean));
        }

        return moments;
    }

    /// <summary>Sums over gradients, or over ones where there are none.</summary>
    private static GradientSums SumsOfPlane(float* gradients, float* values, int length, double mean)
    {
        Vector256<double> center = Vector256.Create(mean), sum = default, otherSum = default, product = default, otherProduct = default;
        int i = 0;
        for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.Load(values + i), g = gradients == null ? Vector256<float>.One : Vector256.Load(gradients + i);
            Vector256<double> low = Vector256.WidenLower(g), high = Vector256.WidenUpper(g);
            sum += low;
            otherSum += high;
            product += low * (Vector256.WidenLower(x) - center);
            otherProduct += high * (Vector256.WidenUpper(x) - center);
        }

        double gradient = Vector256.Sum(sum + otherSum), products = Vector256.Sum(product + otherProduct);
        for (; i < length; i++)
        {
            double g = gradients == null ? 1 : gradients[i];
            gradient += g;
            products += g * (values[i] - mean);
        }

        return new GradientSums(gradient, products);
    }

    private static double Deviations(float* values, int length, double mean)
    {
        Vector256<double> center = Vector256.Create(mean), sum = default, otherSum = default;
        int i = 0;
        for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.Load(values + i);
            Vector256<double> low = Vector256.WidenLower(x) - center, high = Vector256.WidenUpper(x) - center;
            sum += low * low;
            otherSum += high * high;
        }

        double deviations = Vector256.Sum(sum + otherSum);
        for (; i < length; i++)
        {
            deviations += (values[i] - mean) * (values[i] - mean);
        }

        return deviations;
    }

    private static void Normalize(ChannelLayout layout, ReadOnlySpan<float> values, float[] scale, float[] shift, Span<float> results, bool adds)
    {
        layout.Require(values.Length, results.Length);
        fixed (float* pinned = values, pinnedResults = results)
        {
            float* from = pinned, to = pinnedResults;
            layout.ForPlanes(plane =>
            {
                float* x = from + ((long)plane * layout.Places), y = to + ((long)plane * layout.Places);
                Vector256<float> factor = Vector256.Create(scale[plane % layout.Channels]), summand = Vector256.Create(shift[plane % layout.Channels]);
                for (int i = 0; i < layout.Places; i += Lanes.Count)
                {
                    int lanes = layout.Places - i;
                    Vector256<float> normalized = Vector256.FusedMultiplyAdd(Lanes.Load(x + i, lanes), factor, summand);
                    Lanes.Store(adds ? Lanes.Load(y + i, lanes) + normalized : normalized, y + i, lanes);
                }
            });
        }
    }
}
