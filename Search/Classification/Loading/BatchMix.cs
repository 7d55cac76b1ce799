namespace EventStereo.Search.Classification.Loading;

/// <summary>
/// What a batch was mixed with: sample i is <paramref name="Share"/> of itself and the rest of another sample of the batch. Source: Zhang et al., "mixup: Beyond empirical risk
/// minimization", ICLR 2018.
/// </summary>
/// <param name="Share">Share of a sample's own values and label, at least 1/2.</param>
/// <param name="OtherLabels">The classes of the other samples, <c>[B]</c>.</param>
public sealed record BatchMix(float Share, long[] OtherLabels)
{
    /// <summary>
    /// Mixes samples with each other, in place, in pairs and by a share that <paramref name="random"/> draws: the share from a beta distribution of both parameters
    /// <paramref name="alpha"/>, the larger of it and its complement (which of two partners is called the other makes no difference), the partners from all orders of the batch.
    /// </summary>
    /// <param name="samples">Values of each sample, all of one length.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="alpha">0.001 to 2; the smaller, the less is mixed.</param>
    /// <param name="random">Makes the choices.</param>
    internal static BatchMix Mix(List<float[]> samples, List<long> labels, double alpha, Random random)
    {
        double drawn = Beta(alpha, random);
        float share = (float)Math.Max(drawn, 1 - drawn);
        int[] partners = [.. Enumerable.Range(0, samples.Count)];
        random.Shuffle(partners);
        float[][] own = [.. samples.Select(values => (float[])values.Clone())]; // partners are mixed as they were
        for (int i = 0; i < samples.Count; i++)
        {
            float[] values = samples[i], other = own[partners[i]];
            for (int j = 0; j < values.Length; j++)
            {
                values[j] = (share * values[j]) + ((1 - share) * other[j]);
            }
        }

        return new BatchMix(share, [.. partners.Select(partner => labels[partner])]);
    }

    /// <summary>
    /// A number of the beta distribution of two equal parameters up to 2. Source: Jöhnk, "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen", Metrika 8, 1964: of two uniform
    /// numbers, each to the power of 1/alpha, the share of the first in their sum, where that is at most 1.
    /// </summary>
    internal static double Beta(double alpha, Random random)
    {
        while (true)
        {
            double first = Math.Pow(random.NextDouble(), 1 / alpha), second = Math.Pow(random.NextDouble(), 1 / alpha), sum = first + second;
            if (sum is > 0 and <= 1)
            {
                return first / sum;
            }
        }
    }
}
