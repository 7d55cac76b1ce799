namespace EventStereo.Search.Classification.Data;

/// <summary>What a classifier is trained and tested on.</summary>
public sealed record ClassificationDataConfig
{
    /// <summary>Which data set it is.</summary>
    public DatasetKind Dataset { get; init; }

    /// <summary>The folder that it was unpacked into.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>Part of the training samples, class by class, that is held out to choose weights by; 0 holds out none.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Only so many training samples, drawn class by class, before some are held out; 0 takes all. For quick looks: a result on a part says so.</summary>
    public int TrainingSamples { get; init; }

    /// <summary>How event recordings are cut into frames, one a time step.</summary>
    public EventSlicing Slicing { get; init; }

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        Check(Enum.IsDefined(Dataset), "data.dataset is none that is known");
        Check(Folder.Length > 0, "no data; give --data FOLDER");
        Check(ValidationShare is >= 0 and < 1, $"data.validationShare is {ValidationShare}, not 0 to below 1");
        Check(TrainingSamples >= 0, $"data.trainingSamples is {TrainingSamples}, not 0 (all) or more");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>Opens the training or the test samples, event recordings as <paramref name="steps"/> frames.</summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public ImageDataset Open(bool training, int steps) => Dataset switch
    {
        DatasetKind.Cifar10 => CifarDataset.OpenCifar10([.. CifarDataset.Cifar10Files(Folder, training)]),
        DatasetKind.Cifar100 => CifarDataset.OpenCifar100([.. CifarDataset.Cifar100Files(Folder, training)]),
        DatasetKind.Mnist => IdxDataset.OpenFolder(Folder, training, ClassNames.Digits),
        DatasetKind.FashionMnist => IdxDataset.OpenFolder(Folder, training, ClassNames.FashionMnist),
        DatasetKind.NMnist => EventFolderDataset.OpenNmnist(Path.Combine(Folder, training ? "Train" : "Test"), steps, Slicing),
        _ => ImageFolderDataset.Open(Path.Combine(Folder, training ? "train" : "test")),
    };
}
