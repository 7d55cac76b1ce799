using System.Numerics;
using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// How well the event rates of two cameras fit together at each shift in time. Both see the same scene move, so their rates rise and fall
/// together: the shift of the best fit is the offset of their clocks. Rates are square roots of counts (whose noise is then the same at
/// every rate) less their mean over a second, so that slow changes, which fit at any shift, do not count.
/// </summary>
/// <param name="LagUs">The shift of the best fit: the right camera's clock is ahead by it.</param>
/// <param name="AtLag">Correlation there, -1 to 1.</param>
/// <param name="AtZero">Correlation without a shift.</param>
/// <param name="Significance">Mean of the gain in fit over twenty parts of the recording, in standard errors.</param>
internal sealed record RateCorrelation(long LagUs, double AtLag, double AtZero, double Significance)
{
    /// <summary>Shorter overlaps of the two streams than this, in microseconds, tell nothing.</summary>
    public const long ShortestUs = 500_000;

    /// <summary>Largest shift looked at, in microseconds, and at most a quarter of the overlap.</summary>
    public const long LargestLagUs = 500_000;

    /// <summary>Below this correlation the rates have too little in common to tell a shift from chance.</summary>
    public const double LeastCorrelation = 0.2;

    /// <summary>The fit without a shift is at most this share of the best one.</summary>
    public const double GreatestShareAtZero = 0.7;

    /// <summary>The gain in fit is at least this many standard errors.</summary>
    public const double LeastSignificance = 2.5;
    private const int MaxBins = 1 << 17;
    private const long MeanOverUs = 1_000_000;
    private const int Parts = 20;

    /// <summary>Whether the cameras' clocks are apart.</summary>
    public bool IsOffset => LagUs != 0 && AtLag >= LeastCorrelation && AtZero <= GreatestShareAtZero * AtLag && Significance >= LeastSignificance;

    /// <summary>Compares two streams over the time that both cover; null if that is too short. Brings both to one width of bins.</summary>
    public static RateCorrelation? Of(RateHistogram left, RateHistogram right)
    {
        long width = Math.Max(left.WidthUs, right.WidthUs);
        left.WidenTo(width);
        right.WidenTo(width);
        long from = Math.Max(left.First, right.First);
        long bins = Math.Min(left.First + left.Length, right.First + right.Length) - from;
        if (bins * width < ShortestUs || bins < 8 * Parts)
        {
            return null;
        }

        // The middle of a long recording stands for the whole.
        long skipped = Math.Max(0, bins - MaxBins) / 2;
        int length = (int)Math.Min(bins, MaxBins);
        float[] a = HighPass(left, from + skipped, length), b = HighPass(right, from + skipped, length);
        double scale = Math.Sqrt(Dot(a, a) * Dot(b, b));
        return scale > 0 ? Best(a, b, scale, (int)Math.Min(LargestLagUs / width, length / 4), width) : null;
    }

    private static RateCorrelation Best(float[] a, float[] b, double scale, int reach, long width)
    {
        double[] fit = new double[(2 * reach) + 1];
        for (int lag = -reach; lag <= reach; lag++)
        {
            fit[lag + reach] = lag >= 0
                ? Dot(a.AsSpan(0, a.Length - lag), b.AsSpan(lag)) / scale
                : Dot(a.AsSpan(-lag), b.AsSpan(0, b.Length + lag)) / scale;
        }

        int best = Array.IndexOf(fit, fit.Max());
        double between = best > 0 && best < fit.Length - 1 ? Vertex(fit[best - 1], fit[best], fit[best + 1]) : 0;
        int peak = best - reach;
        long lagUs = Math.Abs(peak) <= 1 ? 0 : (long)Math.Round((peak + between) * width);
        return new RateCorrelation(lagUs, fit[best], fit[reach], Gain(a, b, peak));
    }

    /// <summary>Where between -0.5 and 0.5 the parabola through three values around a maximum has its own.</summary>
    private static double Vertex(double before, double at, double after)
    {
        double curvature = before - (2 * at) + after;
        return curvature < 0 ? Math.Clamp(0.5 * (before - after) / curvature, -0.5, 0.5) : 0;
    }

    /// <summary>How much better the shift fits than none, part by part: the mean in standard errors.</summary>
    private static double Gain(float[] a, float[] b, int lag)
    {
        double sum = 0, squares = 0;
        for (int part = 0; part < Parts; part++)
        {
            int from = (int)((long)a.Length * part / Parts), to = (int)((long)a.Length * (part + 1) / Parts);
            double gain = 0;
            for (int i = from; i < to; i++)
            {
                int shifted = i + lag;
                gain += a[i] * ((shifted >= 0 && shifted < b.Length ? b[shifted] : 0) - b[i]);
            }

            sum += gain;
            squares += gain * gain;
        }

        double variance = Math.Max(0, squares - (sum * sum / Parts)) / (Parts - 1);
        return variance > 0 ? sum / Math.Sqrt(Parts * variance) : 0;
    }

    private static float[] HighPass(RateHistogram rate, long first, int length)
    {
        double[] sums = new double[length + 1];
        float[] values = new float[length];
        int offset = (int)(first - rate.First);
        for (int i = 0; i < length; i++)
        {
            values[i] = MathF.Sqrt(rate.Counts[offset + i] + 0.375f);
            sums[i + 1] = sums[i] + values[i];
        }

        int half = (int)Math.Max(1, Math.Min(MeanOverUs / rate.WidthUs, length / 4) / 2);
        for (int i = 0; i < length; i++)
        {
            int from = Math.Max(0, i - half), to = Math.Min(length, i + half + 1);
            values[i] -= (float)((sums[to] - sums[from]) / (to - from));
        }

        return values;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<Vector<float>> x = MemoryMarshal.Cast<float, Vector<float>>(a), y = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> sum = Vector<float>.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        double total = Vector.Sum(sum);
        for (int i = x.Length * Vector<float>.Count; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}
