namespace EventStereo.Search.Strategy;

/// <summary>
/// The weights with which a layer mixes what its candidates compute: <c>a = softmax(alpha)</c>, alpha 0 at the beginning. With <c>c_k</c> the derivative of the loss by candidate k's share of the
/// mixture, alpha's gradient is <c>g_k = a_k (c_k - sum over j of a_j c_j)</c>, and alpha moves by <c>-rate g / |g|</c>: batches count alike, however large their losses are. A rule that takes every
/// coordinate's step to one length, as Adam's first ones (the released training's, with alpha set back for each batch), cannot tell good candidates from best.
/// </summary>
public sealed class CandidateMixture
{
    private readonly double[] alpha;
    private readonly double rate;

    /// <summary>Begins with equal weights.</summary>
    /// <param name="candidates">How many there are.</param>
    /// <param name="rate">Length of a step of alpha.</param>
    public CandidateMixture(int candidates, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candidates);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        alpha = new double[candidates];
        this.rate = rate;
    }

    /// <summary>The weights, which add up to 1.</summary>
    public IReadOnlyList<double> Weights
    {
        get
        {
            double most = alpha.Max();
            double[] powers = Array.ConvertAll(alpha, value => Math.Exp(value - most));
            double sum = powers.Sum();
            return Array.ConvertAll(powers, power => power / sum);
        }
    }

    /// <summary>The candidate of the highest weight, of equals the first.</summary>
    public int Best => Array.IndexOf(alpha, alpha.Max());

    /// <summary>One step down the gradient; none where the candidates do not differ.</summary>
    /// <param name="slopes"><c>c_k</c> of each candidate; only their differences matter.</param>
    /// <exception cref="ArgumentException">Not one a candidate, or no finite number.</exception>
    public void Move(ReadOnlySpan<double> slopes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(slopes.Length, alpha.Length, nameof(slopes));
        IReadOnlyList<double> weights = Weights;
        double mean = 0;
        for (int k = 0; k < slopes.Length; k++)
        {
            mean += double.IsFinite(slopes[k]) ? weights[k] * slopes[k] : throw new ArgumentException("a slope is no finite number", nameof(slopes));
        }

        double[] gradient = new double[slopes.Length];
        for (int k = 0; k < gradient.Length; k++)
        {
            gradient[k] = weights[k] * (slopes[k] - mean);
        }

        double norm = Math.Sqrt(gradient.Sum(value => value * value));
        for (int k = 0; norm > 0 && k < gradient.Length; k++)
        {
            alpha[k] -= rate * gradient[k] / norm;
        }
    }
}
