using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Training;

namespace EventStereo.Search.Classification.Data;

/// <summary>The training samples of a run in its two parts.</summary>
public sealed class ClassificationData
{
    private const int PartPurpose = 5;

    /// <summary>Samples that the statistics of channels are taken of, at most.</summary>
    private const int StatisticsSamples = 10_000;

    private ClassificationData(ImageDataset samples, int[] training, int[] validation) => (Samples, Training, Validation) = (samples, training, validation);

    /// <summary>The data set's training samples.</summary>
    public ImageDataset Samples { get; }

    /// <summary>Those that are learned, ascending.</summary>
    public IReadOnlyList<int> Training { get; }

    /// <summary>Those that are held out, ascending.</summary>
    public IReadOnlyList<int> Validation { get; }

    /// <summary>Opens the training samples.</summary>
    /// <param name="config">Which.</param>
    /// <param name="steps">Frames of an event recording.</param>
    /// <param name="seed">Of the parts.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or there are too few samples to hold some out.</exception>
    public static ClassificationData Open(ClassificationDataConfig config, int steps, int seed)
    {
        ArgumentNullException.ThrowIfNull(config);
        ImageDataset samples = config.Open(training: true, steps);
        (int[] training, int[] validation) = SampleOrder.Split(samples, config.ValidationShare, seed);
        if (config.TrainingSamples > 0 && config.TrainingSamples < training.Length)
        {
            training = [.. SampleOrder.Shuffled(training, seed, PartPurpose).Take(config.TrainingSamples).Order()];
        }

        return training.Length == 0 || (config.ValidationShare > 0 && validation.Length == 0)
            ? throw new InvalidDataException($"{samples.Source}: {samples.Count} training samples are too few to hold out {config.ValidationShare:P0} of each class")
            : new ClassificationData(samples, training, validation);
    }

    /// <summary>The training samples in two random parts, <paramref name="share"/> of each class, rounded, in the first; both ascending.</summary>
    /// <param name="share">Between 0 and 1.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="purpose">Sets draws of one seed apart.</param>
    /// <exception cref="InvalidDataException">A part would be empty.</exception>
    public (IReadOnlyList<int> First, IReadOnlyList<int> Second) Split(double share, int seed, int purpose)
    {
        List<int> first = [], second = [];
        foreach (IGrouping<int, int> ofClass in Training.GroupBy(Samples.LabelOf).OrderBy(group => group.Key))
        {
            int[] members = SampleOrder.Shuffled([.. ofClass], SeedMix.Of(seed, ofClass.Key, purpose, 0), 0);
            int count = (int)Math.Round(members.Length * share, MidpointRounding.AwayFromZero);
            first.AddRange(members[..count]);
            second.AddRange(members[count..]);
        }

        return first.Count > 0 && second.Count > 0
            ? ([.. first.Order()], [.. second.Order()])
            : throw new InvalidDataException($"{Samples.Source}: {Training.Count} training samples are too few for two parts");
    }

    /// <summary>Mean and deviation of each channel: the published ones of CIFAR and ImageNet, those of training samples of other images, evenly spread over them; null for event frames, which are counts.</summary>
    /// <param name="config">Which data set it is.</param>
    /// <param name="strict">Whether a sample that cannot be read is an error; else it is left out.</param>
    /// <exception cref="InvalidDataException">A sample cannot be read and that is an error, or none can.</exception>
    public ChannelNormalization? NormalizationOf(ClassificationDataConfig config, bool strict)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Dataset switch
        {
            DatasetKind.Cifar10 => ChannelNormalization.Cifar10,
            DatasetKind.Cifar100 => ChannelNormalization.Cifar100,
            DatasetKind.ImageNet => ChannelNormalization.ImageNet,
            _ => config.IsOfEvents ? null : ChannelNormalization.Of(Samples, SampleOrder.Spread(Training.Count, StatisticsSamples).Select(i => Training[i]), strict),
        };
    }
}
