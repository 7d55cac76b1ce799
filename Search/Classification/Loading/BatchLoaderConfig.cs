using EventStereo.Search.Classification.Augmentation;

namespace EventStereo.Search.Classification.Loading;

/// <summary>How batches are made.</summary>
public sealed record BatchLoaderConfig
{
    /// <summary>Least and largest parameter of mixup, if there is any. With less of it than a thousandth nothing is mixed but for rounding, and shares are drawn ever more slowly.</summary>
    internal const double LeastAlpha = 0.001, MostAlpha = 2;

    /// <summary>Samples of a batch; the last of an epoch may have fewer. 50 in the published retraining.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>The last batch of an epoch is left out if it would have fewer samples.</summary>
    public int LeastBatch { get; init; } = 1;

    /// <summary>Threads that read and augment.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Batches made ahead, at most.</summary>
    public int QueuedBatches { get; init; } = 4;

    /// <summary>Whether every epoch has its own random order; else the order given.</summary>
    public bool Shuffles { get; init; } = true;

    /// <summary>Whether a sample that cannot be read ends the epoch; else it is left out, and its batch says so.</summary>
    public bool Strict { get; init; }

    /// <summary>What is done to the samples before normalisation and after.</summary>
    public ImageAugmentation Augmentation { get; init; } = ImageAugmentation.None;

    /// <summary>Parameter of mixup (see <see cref="BatchMix"/>), which mixes the samples of a batch with each other; 0 mixes none.</summary>
    public double MixupAlpha { get; init; }

    /// <summary>Whether a parameter of mixup is one.</summary>
    internal static bool IsAlpha(double alpha) => alpha is 0 or (>= LeastAlpha and <= MostAlpha);

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        (string Name, int Value, int Most)[] counts = [("batchSize", BatchSize, 65_536), ("leastBatch", LeastBatch, Math.Max(1, BatchSize)), ("workers", Workers, 256), ("queuedBatches", QueuedBatches, 1024)];
        return
        [
            .. counts.Where(count => count.Value < 1 || count.Value > count.Most).Select(count => $"{path}.{count.Name} is {count.Value}, not 1 to {count.Most}"),
            .. IsAlpha(MixupAlpha) ? (string[])[] : [$"{path}.mixupAlpha is {MixupAlpha}, not 0 (none) or {LeastAlpha} to {MostAlpha}"],
            .. Augmentation.Validate($"{path}.augmentation"),
        ];
    }
}
