namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// Errors of any number of maps in fixed memory: their exact mean and root mean square, and their median to half a bin (1/2048 of the unit,
/// below 128 units; above, the median is said to be 128).
/// </summary>
internal sealed class ErrorHistogram
{
    private const int BinsPerUnit = 1024;
    private const int Units = 128;

    private readonly long[] bins = new long[(BinsPerUnit * Units) + 1];
    private long count;
    private double sum;
    private double sumOfSquares;

    public double Mean => sum / count;

    public double RootMeanSquare => Math.Sqrt(sumOfSquares / count);

    public double Median
    {
        get
        {
            if (count == 0)
            {
                return double.NaN;
            }

            long before = 0;
            int bin = 0;
            while (before + bins[bin] <= (count - 1) / 2)
            {
                before += bins[bin++];
            }

            return bin == bins.Length - 1 ? Units : (bin + 0.5) / BinsPerUnit;
        }
    }

    public void Add(ReadOnlySpan<float> errors)
    {
        foreach (float error in errors)
        {
            bins[(int)Math.Min(error * BinsPerUnit, BinsPerUnit * Units)]++;
            sum += error;
            sumOfSquares += (double)error * error;
        }

        count += errors.Length;
    }

    public void Add(ErrorHistogram other)
    {
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] += other.bins[i];
        }

        count += other.count;
        sum += other.sum;
        sumOfSquares += other.sumOfSquares;
    }
}
