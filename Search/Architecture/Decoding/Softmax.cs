namespace EventStereo.Search.Architecture.Decoding;

/// <summary>Probabilities of logits: <c>p_i = exp(x_i) / sum_j exp(x_j)</c>, computed with the largest logit taken off, so that nothing overflows.</summary>
public static class Softmax
{
    /// <summary>The probabilities of <paramref name="logits"/>, which are finite and at least one.</summary>
    public static double[] Of(ReadOnlySpan<double> logits)
    {
        double[] probabilities = LogOf(logits);
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = Math.Exp(probabilities[i]);
        }

        return probabilities;
    }

    /// <summary>Their natural logarithms, finite for finite logits: <c>x_i - log sum_j exp(x_j)</c>.</summary>
    public static double[] LogOf(ReadOnlySpan<double> logits)
    {
        double total = LogSum(logits);
        double[] logs = new double[logits.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = logits[i] - total;
        }

        return logs;
    }

    /// <summary>Entropy of the probabilities of <paramref name="logits"/> in nats: <c>-sum_i p_i log p_i</c>, 0 for a sure choice, the logarithm of their number for an open one.</summary>
    public static double Entropy(ReadOnlySpan<double> logits)
    {
        double sum = 0;
        foreach (double log in LogOf(logits))
        {
            sum -= Math.Exp(log) * log;
        }

        return sum;
    }

    /// <summary><c>log sum_i exp(x_i)</c>; negative infinity of no logit.</summary>
    internal static double LogSum(ReadOnlySpan<double> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (double logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double sum = 0;
        foreach (double logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        return logits.Length == 0 ? largest : largest + Math.Log(sum);
    }
}
