using EventStereo.EventIO.Datasets;
using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>Everything that a training run depends on but its data and its genotype: the <c>config.json</c> of a run folder.</summary>
public sealed record StereoRunConfig
{
    /// <summary>Shape of the network.</summary>
    public StereoNetworkConfig Network { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public StereoTrainingConfig Training { get; init; } = new();

    /// <summary>Seed of the weights, the order of the data and its augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Files or folders of the recordings trained on.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The training part of a published split, such as <c>mvsec-1:train</c>, of which <see cref="Data"/> is then the one folder of the download; null takes the data as recordings.</summary>
    public string? Split { get; init; }

    /// <summary>Files or folders of recordings held out, on which the run reports and selects nothing.</summary>
    public IReadOnlyList<string> Validation { get; init; } = [];

    /// <summary>
    /// Processes that share each step under <c>mpirun</c> (<c>--data-parallel</c>), every one with <c>training.accumulate</c> micro-batches of
    /// <c>training.batchSize</c> clips of its own. A run keeps the number that it was started with.
    /// </summary>
    public int Ranks { get; init; } = 1;

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate() =>
        [.. Network.Validate(), .. Training.Validate(), .. Ranks is >= 1 and <= 65_536 ? Array.Empty<string>() : [$"ranks is {Ranks}, not 1 to 65,536"], .. Data.Count == 0 ? ["no data to train on; give --data FILE_OR_FOLDER"] : Array.Empty<string>(), .. SplitProblems()];

    private IReadOnlyList<string> SplitProblems()
    {
        if (Split is null)
        {
            return [];
        }

        try
        {
            bool train = DatasetSelection.Parse(Split).Part == DatasetPart.Train;
            return [.. train ? Array.Empty<string>() : [$"split: '{Split}' is not to be trained on; {Split.Split(':')[0]}:train is"],
                .. Data.Count == 1 ? Array.Empty<string>() : ["split: takes one folder in data, that of the download"]];
        }
        catch (FormatException unknown)
        {
            return [$"split: {unknown.Message}"];
        }
    }
}
