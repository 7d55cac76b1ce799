using EventStereo.EventIO.Datasets;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Network;

namespace EventStereo.StereoNet.Training;

/// <summary>Everything that a training run depends on but its data and its genotype: the <c>config.json</c> of a run folder.</summary>
public sealed record StereoRunConfig
{
    /// <summary>Shape of the network.</summary>
    public StereoNetworkConfig Network { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public StereoTrainingConfig Training { get; init; } = new();

    /// <summary>Evolves surrogate gradients while the network trains (DGS, <c>--dgs</c>); null, the default and the baseline, keeps those of the genotype.</summary>
    public SurrogateEvolutionConfig? Dgs { get; init; }

    /// <summary>Seed of the weights, the order of the data and its augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What to train on: files or folders of recordings, and parts of published splits as <c>SPLIT:PART=FOLDER</c>, such as <c>mvsec-1:train=mvsec</c>.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The training part of a published split, such as <c>mvsec-1:train</c>, of which <see cref="Data"/> is then the one folder of the download; null takes the data as written.</summary>
    public string? Split { get; init; }

    /// <summary>Data held out, written like <see cref="Data"/>, such as <c>mvsec-1:validation=mvsec</c>. The run reports on it and keeps the weights that did best on it beside the last ones; never the test part.</summary>
    public IReadOnlyList<string> Validation { get; init; } = [];

    /// <summary>
    /// Weights to begin with in place of random ones: a run folder (its last weights) or a <c>.safetensors</c> file of a network of the same shape, spiking or not. The run keeps a copy.
    /// A spiking network begun from its artificial twin learns in fewer steps (hybrid training: Rathi et al., "Enabling deep spiking neural networks with hybrid conversion and
    /// spike timing dependent backpropagation", ICLR 2020).
    /// </summary>
    public string? InitialWeights { get; init; }

    /// <summary>
    /// Processes that share each step under <c>mpirun</c> (<c>--data-parallel</c>), every one with <c>training.accumulate</c> micro-batches of
    /// <c>training.batchSize</c> clips of its own. A run keeps the number that it was started with.
    /// </summary>
    public int Ranks { get; init; } = 1;

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate() =>
        [.. Network.Validate(), .. Training.Validate(), .. Dgs?.Validate("dgs") ?? [], .. OwnProblems(), .. PartProblems("data", DataEntries, DatasetPart.Train), .. PartProblems("validation", Validation, DatasetPart.Validation)];

    /// <summary>The entries of <see cref="Data"/>.</summary>
    internal IReadOnlyList<StereoDataSource> TrainingSources => [.. DataEntries.Select(StereoDataSource.Parse)];

    /// <summary>The entries of <see cref="Validation"/>.</summary>
    internal IReadOnlyList<StereoDataSource> ValidationSources => [.. Validation.Select(StereoDataSource.Parse)];

    private IReadOnlyList<string> DataEntries => Split is null || Data.Count != 1 ? Data : [$"{Split}={Data[0]}"];

    private IEnumerable<string> OwnProblems()
    {
        if (Data.Count == 0)
        {
            yield return "no data to train on; give --data FILE_OR_FOLDER";
        }

        if (Ranks is not (>= 1 and <= 65_536))
        {
            yield return $"ranks is {Ranks}, not 1 to 65,536";
        }

        if (Ranks > 1 && Training.CarryState)
        {
            yield return "training.carryState is for one process: a checkpoint holds the membranes of rank 0 alone";
        }

        if (Dgs is not null && Network.Neurons != NetworkNeurons.Genotype)
        {
            yield return "dgs evolves the surrogate gradients of spiking neurons; network.neurons takes artificial ones";
        }

        if (Split is not null && Data.Count != 1)
        {
            yield return "split: takes one folder in data, that of the download; several are written SPLIT:PART=FOLDER each";
        }

        if (Split is not null && !DatasetSelection.Splits.Contains(Split.Split(':')[0]))
        {
            yield return $"split: '{Split}' is no split; there are {string.Join(", ", DatasetSelection.Splits)}, each with :train";
        }

        if (Training.Mix.Count > 0 && Training.Mix.Count != Data.Count)
        {
            yield return $"training.mix has {Training.Mix.Count} weights for {Data.Count} entries of data";
        }
    }

    private static IEnumerable<string> PartProblems(string key, IReadOnlyList<string> entries, DatasetPart wanted)
    {
        foreach (string entry in entries)
        {
            if (PartProblem(entry, wanted) is string problem)
            {
                yield return $"{key}: {problem}";
            }
        }
    }

    /// <summary>Training takes training parts alone; validation takes what is not the test part.</summary>
    private static string? PartProblem(string entry, DatasetPart wanted)
    {
        if (entry.Length == 0)
        {
            return "an entry is empty";
        }

        try
        {
            DatasetSelection? part = StereoDataSource.Parse(entry).Part;
            return part is null || part.Part == wanted || (wanted == DatasetPart.Validation && part.Part == DatasetPart.Train) ? null
                : wanted == DatasetPart.Train ? $"'{part}' is not to be trained on; {part.Split}:train is"
                : $"'{part}' is what results are reported on and must choose nothing; take {part.Split}:validation";
        }
        catch (FormatException unknown)
        {
            return unknown.Message;
        }
    }
}
