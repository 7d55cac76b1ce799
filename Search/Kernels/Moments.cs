using System.Numerics;

namespace EventStereo.Search.Kernels;

/// <summary>
/// Number, mean and sum of squared deviations from it of some values. Two sets of values are put together by their moments alone.
/// Source: Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
/// </summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviations">Sum of <c>(x - mean)^2</c>.</param>
internal readonly record struct Moments(double Count, double Mean, double Deviations) : IAdditionOperators<Moments, Moments, Moments>
{
    /// <summary>The moments of both sets of values.</summary>
    public static Moments operator +(Moments left, Moments right)
    {
        double count = left.Count + right.Count, apart = right.Mean - left.Mean;
        return count == 0
            ? default
            : new Moments(count, left.Mean + apart * (right.Count / count), left.Deviations + right.Deviations + apart * apart * (left.Count * (right.Count / count)));
    }
}
