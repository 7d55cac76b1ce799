namespace EventStereo.StereoNet.Baselines;

/// <summary>The same disparity everywhere: what a method must beat to have looked at its input.</summary>
/// <param name="constantPx">That disparity.</param>
public sealed class ConstantBaseline(float constantPx) : IDisparityEstimator
{
    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"constant {ConstantPx:0.#} px");

    /// <summary>The constant, in px.</summary>
    public float ConstantPx { get; } = constantPx;

    /// <summary>The constant within <paramref name="tolerancePx"/> of most of <paramref name="referencesPx"/>, which it was therefore told: an upper bound of what constants can do.</summary>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static ConstantBaseline Best(IReadOnlyList<float> referencesPx, float tolerancePx)
    {
        ArgumentNullException.ThrowIfNull(referencesPx);
        if (referencesPx.Count == 0)
        {
            throw new ArgumentException("no reference", nameof(referencesPx));
        }

        // The best interval of that width can be moved until a reference lies on its lower end.
        float[] sorted = [.. referencesPx.Order()];
        int best = 0, from = 0, most = 0;
        for (int to = 0; to < sorted.Length; to++)
        {
            while (sorted[to] - sorted[from] > 2 * tolerancePx)
            {
                from++;
            }

            if (to - from + 1 > most)
            {
                (most, best) = (to - from + 1, from);
            }
        }

        return new ConstantBaseline((sorted[best] + sorted[best + most - 1]) / 2);
    }

    /// <inheritdoc/>
    public void Estimate(StereoFrames frames, int maxDisparityPx, Span<float> disparityPx)
    {
        EstimatorArguments.Check(frames, maxDisparityPx, disparityPx);
        disparityPx.Fill(ConstantPx);
    }
}
