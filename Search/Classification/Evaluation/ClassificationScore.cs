namespace EventStereo.Search.Classification.Evaluation;

/// <summary>What a classifier got on labelled samples.</summary>
public sealed class ClassificationScore
{
    /// <summary>Guesses that may hold the class in the top-5 accuracy.</summary>
    public const int TopGuesses = 5;

    private readonly long[,] confusion;
    private readonly List<string> broken = [];
    private long inTop;
    private double lossSum;

    /// <summary>Of no sample yet.</summary>
    /// <param name="classes">Classes, at least 2.</param>
    public ClassificationScore(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        confusion = new long[classes, classes];
    }

    /// <summary>Classes.</summary>
    public int Classes => confusion.GetLength(0);

    /// <summary>Samples so far.</summary>
    public long Images { get; private set; }

    /// <summary>Samples that could not be read and are not among <see cref="Images"/>, each in words.</summary>
    public IReadOnlyList<string> Broken => broken;

    /// <summary>Samples whose class had the highest logit, % of all.</summary>
    public double Top1Percent => 100.0 * Enumerable.Range(0, Classes).Sum(label => confusion[label, label]) / Images;

    /// <summary>Samples whose class was among the five highest logits, % of all.</summary>
    public double Top5Percent => 100.0 * inTop / Images;

    /// <summary>Mean cross-entropy, nat.</summary>
    public double Loss => lossSum / Images;

    /// <summary>Samples of class <paramref name="label"/> that were taken for class <paramref name="guess"/>.</summary>
    public long Confused(int label, int guess) => confusion[label, guess];

    /// <summary>Samples of class <paramref name="label"/> that were known, %; not-a-number of a class without samples.</summary>
    public double ClassPercent(int label) => 100.0 * confusion[label, label] / Enumerable.Range(0, Classes).Sum(guess => confusion[label, guess]);

    /// <summary>Adds samples. Of equal logits the lower class counts as the higher guess.</summary>
    /// <param name="logits"><c>[B, classes]</c>, row by row.</param>
    /// <param name="labels"><c>[B]</c>.</param>
    /// <exception cref="ArgumentException">Not a row a label, a label of no class, or a logit that is not finite.</exception>
    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels)
    {
        if (logits.Length != labels.Length * Classes)
        {
            throw new ArgumentException($"{logits.Length} logits are not {labels.Length} rows of {Classes}", nameof(logits));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            Add(logits.Slice(i * Classes, Classes), labels[i]);
        }
    }

    /// <summary>Notes samples that could not be read.</summary>
    public void AddBroken(IEnumerable<string> samples) => broken.AddRange(samples);

    private void Add(ReadOnlySpan<float> logits, long label)
    {
        if (label < 0 || label >= Classes)
        {
            throw new ArgumentException($"label {label} is none of {Classes} classes", nameof(label));
        }

        int guess = 0, higher = 0;
        double highest = double.NegativeInfinity;
        for (int c = 0; c < Classes; c++)
        {
            if (!float.IsFinite(logits[c]))
            {
                throw new ArgumentException($"the logit of class {c} is {logits[c]}", nameof(logits));
            }

            higher += logits[c] > logits[(int)label] || (logits[c] == logits[(int)label] && c < label) ? 1 : 0;
            (guess, highest) = logits[c] > highest ? (c, logits[c]) : (guess, highest);
        }

        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }

        confusion[label, guess]++;
        inTop += higher < TopGuesses ? 1 : 0;
        lossSum += Math.Log(sum) + highest - logits[(int)label];
        Images++;
    }
}
