namespace EventStereo.Energy.Models;

/// <summary>Energy of one access to an on-chip memory by its size.</summary>
public static class SramEnergy
{
    /// <summary>Bits of one access in <see cref="PjPer64Bit"/>.</summary>
    public const int AccessBits = 64;

    private static readonly (double Bytes, double Pj)[] Points = [(8 << 10, 10), (32 << 10, 20), (1 << 20, 100)];

    /// <summary>The largest size that the source gives.</summary>
    public static double LargestBytes => Points[^1].Bytes;

    /// <summary>
    /// Picojoules a 64-bit access at 45 nm, linear between 10 pJ at 8 kB, 20 pJ at 32 kB and 100 pJ at 1 MB, and constant outside
    /// (M. Horowitz, ISSCC 2014, figure 1.1.9, "cache (64 bit)").
    /// </summary>
    public static double PjPer64Bit(double bytes)
    {
        if (bytes <= Points[0].Bytes)
        {
            return Points[0].Pj;
        }

        for (int i = 1; i < Points.Length; i++)
        {
            (double below, double pj) = Points[i - 1];
            (double above, double more) = Points[i];
            if (bytes <= above)
            {
                return pj + ((more - pj) * (bytes - below) / (above - below));
            }
        }

        return Points[^1].Pj;
    }

    /// <summary>
    /// Picojoules an access of one word, whatever its width: the straight line that Lemaire et al. fit through the same three points,
    /// <c>8.2816e-5 pJ/B x bytes + 13.2563 pJ</c> ("An Analytical Estimation of Spiking Neural Networks Energy Efficiency", ICONIP 2022,
    /// section 3; the authors' published estimator has the same line).
    /// </summary>
    public static double LemairePjPerAccess(double bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return (8.2816e-5 * bytes) + 13.2563;
    }
}
