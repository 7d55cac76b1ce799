using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.ArchitectureSearch;

/// <summary>A search for a classifier in its run folder, see <see cref="ArchitectureSearchRun{TGenotype}"/>.</summary>
public sealed class ClassificationSearchRun : IDisposable
{
    private readonly RunFolder folder;
    private readonly ClassificationSearchConfig config;
    private readonly ClassificationData data;
    private readonly ClassificationSearchTask task;
    private readonly ArchitectureSearchRun<ClassificationGenotype> search;

    private ClassificationSearchRun(RunFolder folder, ClassificationSearchConfig config, ClassificationData data, Device device, RunCheckpoint? resumed)
    {
        (this.folder, this.config, this.data) = (folder, config, data);
        random.manual_seed(config.Seed);
        task = new ClassificationSearchTask(config, data, device);
        search = new ArchitectureSearchRun<ClassificationGenotype>(folder, task, config.Plan(), resumed);
    }

    /// <summary>Steps of the whole search.</summary>
    public int TotalSteps => config.Search.TotalSteps;

    /// <summary>Steps done before this start.</summary>
    public int StepsDone => search.StepsDone;

    /// <summary>The network that energies are of, in words.</summary>
    public string EnergyOf => $"of an image of {data.Samples.Shape.Height}x{data.Samples.Shape.Width} over {config.Network.Steps} steps with multiplier {config.FinalWidth}";

    /// <summary>Samples searched on.</summary>
    public int Samples => data.Training.Count;

    /// <summary>Parameters of the search's network, architecture weights included.</summary>
    public long Parameters => search.Parameters;

    /// <summary>Mean temperature of the surrogate gradients that evolve; null where none do.</summary>
    public double? MeanTemperature => search.MeanTemperature;

    /// <summary>Starts a search in a new folder.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or there is something in the folder already.</exception>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public static ClassificationSearchRun Start(string folder, ClassificationSearchConfig config, Device device)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Validate() is { Count: > 0 } problems)
        {
            throw new ConfigurationException("search", problems);
        }

        ClassificationData data = Open(config); // before the folder: bad data leaves none behind
        config = config with
        {
            Network = config.Network with { Classes = data.Samples.Classes.Count, InputChannels = data.Samples.Shape.Channels },
            Normalization = config.Normalization ?? data.NormalizationOf(config.Data, config.Training.Strict),
        };
        RunFolder run = RunFolder.Create(folder);
        ClassificationSearchRun started = new(run, config, data, device, resumed: null);
        TrainedOn.Of(data.Samples).Write(run.Path);
        ConfigFile.Write(run.ConfigPath, config); // last: it makes the folder a run that can be resumed
        return started;
    }

    /// <summary>Goes on with the search in <paramref name="folder"/> after its last whole epoch.</summary>
    /// <exception cref="InvalidDataException">Not a run folder, or a damaged one, or the data are not those that it began with.</exception>
    public static ClassificationSearchRun Resume(string folder, Device device)
    {
        RunFolder run = RunFolder.Open(folder);
        ClassificationSearchConfig config = ConfigFile.Load(new ClassificationSearchConfig(), run.ConfigPath, [], c => c.Validate());
        return new ClassificationSearchRun(run, config, Reopen(run, config), device, run.LatestCheckpoint());
    }

    /// <summary>A random architecture of the space of the finished search in <paramref name="folder"/>, see <see cref="RandomArchitecture"/>.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="leastShare">Least energy as a share of the most, 0 to below 1.</param>
    /// <param name="device">Where the search's network is measured.</param>
    /// <exception cref="InvalidDataException">Not the run folder of a finished search for cells and levels, or the space has no such architecture.</exception>
    public static ClassificationGenotype DrawRandom(string folder, int seed, double leastShare, Device device)
    {
        RunFolder run = RunFolder.Open(folder);
        bool isSearch = File.Exists(Path.Combine(run.Path, ArchitectureLog.FileName)) && File.Exists(run.WeightsPath);
        ClassificationSearchConfig? config = isSearch ? ConfigFile.Load(new ClassificationSearchConfig(), run.ConfigPath, [], c => c.Validate()) : null;
        if (config is not { Neurons: null })
        {
            throw new InvalidDataException($"{folder}: not a finished search for cells and levels");
        }

        ClassificationGenotype found = ClassificationGenotypes.Resolve(run.GenotypePath);
        using ClassificationSearchTask task = new(config, Reopen(run, config), device);
        NetworkWeights.Load(task.Network, run.WeightsPath);
        IReadOnlyList<SubnetGenotype> drawn = RandomArchitecture.Draw(task, config.Plan(), [config.Space], config.Neuron, [found.Network], seed, leastShare);
        return new ClassificationGenotype("random-classify", new GenotypeProvenance($"drawn from the space of {Path.GetFileName(run.Path)}", seed), drawn[0]) { StemNeuron = found.StemNeuron };
    }

    /// <inheritdoc cref="ArchitectureSearchRun{TGenotype}.Run"/>
    public SearchEpoch<ClassificationGenotype> Run(Action<SearchStep, SearchEpoch<ClassificationGenotype>?> report, CancellationToken cancellation, Action<string>? between = null)
    {
        SearchEpoch<ClassificationGenotype> last = search.Run(report, cancellation, between);
        folder.WriteSummary(new ClassificationSearchSummary(last.Epoch, last.Genotype.ArchitectureText(), last.Mj, EnergyOf, config.BudgetMj, last.FitsBudget, search.Loss, Samples));
        return last;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        search.Dispose();
        task.Dispose();
    }

    /// <summary>The data that the search began with.</summary>
    private static ClassificationData Reopen(RunFolder run, ClassificationSearchConfig config)
    {
        ClassificationData data = Open(config);
        TrainedOn.Read(run.Path)?.RequireSame(data.Samples);
        return data;
    }

    private static ClassificationData Open(ClassificationSearchConfig config) => ClassificationData.Open(config.Data, config.Network.Steps, config.Seed);
}
