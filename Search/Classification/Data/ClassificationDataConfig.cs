using EventStereo.EventIO.Events;

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

    /// <summary>Only so many of the training samples that are learned, drawn at random whatever their class, after some were held out of all; 0 takes all. For quick looks: a result on a part says so.</summary>
    public int TrainingSamples { get; init; }

    /// <summary>Side of the square that a photograph becomes; images of one size keep theirs. 224 is usual for ImageNet.</summary>
    public int CropPx { get; init; } = 224;

    /// <summary>Short side that a photograph is brought to before the square is cut out of its middle, at least <see cref="CropPx"/>; training with random parts does not look at it. Usual: 256.</summary>
    public int ResizePx { get; init; } = 256;

    /// <summary>How event recordings are cut into frames, one a time step.</summary>
    public EventSlicing Slicing { get; init; }

    /// <summary>Columns and rows of a frame of events; 0 and 0 are the sensor's.</summary>
    public int FrameWidth { get; init; }

    /// <summary>See <see cref="FrameWidth"/>.</summary>
    public int FrameHeight { get; init; }

    /// <summary>Share of each class that is for testing, of data sets without published test recordings (CIFAR10-DVS, N-Caltech101). 9,000 to 1,000 is usual for CIFAR10-DVS.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>Which recordings of such a data set they are: the <c>last</c> of each class, or <c>random</c> ones.</summary>
    public TestSplit TestSplit { get; init; }

    /// <summary>Whether the samples are event recordings.</summary>
    public bool IsOfEvents => Dataset is DatasetKind.NMnist or DatasetKind.Cifar10Dvs or DatasetKind.NCaltech101 or DatasetKind.DvsGesture;

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        Check(Enum.IsDefined(Dataset), "data.dataset is none that is known");
        Check(Folder.Length > 0, "no data; give --data FOLDER");
        Check(ValidationShare is >= 0 and < 1, $"data.validationShare is {ValidationShare}, not 0 to below 1");
        Check(TrainingSamples >= 0, $"data.trainingSamples is {TrainingSamples}, not 0 (all) or more");
        Check(CropPx is >= 1 and <= 4096, $"data.cropPx is {CropPx}, not 1 to 4096");
        Check(ResizePx >= CropPx && ResizePx <= 8192, $"data.resizePx is {ResizePx}, not data.cropPx ({CropPx}) to 8192");
        Check(Enum.IsDefined(Slicing), "data.slicing must be byTime or byCount");
        Check(FrameWidth is >= 0 and <= 4096 && FrameHeight is >= 0 and <= 4096 && FrameWidth > 0 == FrameHeight > 0, $"data.frameWidth and data.frameHeight are {FrameWidth} and {FrameHeight}, not both 0 (the sensor's) or both 1 to 4096");
        Check(TestShare is > 0 and < 1, $"data.testShare is {TestShare}, not above 0 to below 1");
        Check(Enum.IsDefined(TestSplit), "data.testSplit must be last or random");
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
    /// <exception cref="FileNotFoundException">The folder or a file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public ImageDataset Open(bool training, int steps)
    {
        _ = ClassFolders.Existing(Folder);
        return IsOfEvents ? OpenEvents(training, steps) : OpenImages(training);
    }

    private ImageDataset OpenImages(bool training) => Dataset switch
    {
        DatasetKind.Cifar10 => CifarDataset.OpenCifar10([.. CifarDataset.Cifar10Files(Folder, training)]),
        DatasetKind.Cifar100 => CifarDataset.OpenCifar100([.. CifarDataset.Cifar100Files(Folder, training)]),
        DatasetKind.Mnist => IdxDataset.OpenFolder(Folder, training, ClassNames.Digits),
        DatasetKind.FashionMnist => IdxDataset.OpenFolder(Folder, training, ClassNames.FashionMnist),
        DatasetKind.ImageNet => ImageNetDataset.Open(Folder, training, CropPx, ResizePx),
        _ => ImageFolderDataset.Open(Part(training, "train", "test")),
    };

    private ImageDataset OpenEvents(bool training, int steps)
    {
        EventFraming framing = new(steps, Slicing) { Frame = FrameWidth > 0 ? new SensorSize(FrameWidth, FrameHeight) : null };
        return Dataset switch
        {
            DatasetKind.Cifar10Dvs => EventFolderDataset.OpenCifar10Dvs(Folder, training, TestShare, TestSplit, framing),
            DatasetKind.NCaltech101 => EventFolderDataset.OpenNCaltech101(Folder, training, TestShare, TestSplit, framing),
            DatasetKind.DvsGesture => DvsGestureDataset.Open(Folder, training, framing),
            _ => EventFolderDataset.OpenNmnist(Part(training, "Train", "Test"), framing),
        };
    }

    /// <summary>The folder of a part of the samples; that of the tests has the classes of the training.</summary>
    private string Part(bool training, string trainingName, string testName)
    {
        string trained = Path.Combine(Folder, trainingName), tested = Path.Combine(Folder, testName);
        if (!training)
        {
            ClassFolders.RequireSame(tested, trained);
        }

        return training ? trained : tested;
    }
}
