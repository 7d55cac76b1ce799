using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>A stereo search in its run folder, see <see cref="ArchitectureSearchRun{TGenotype}"/>.</summary>
public sealed class StereoSearchRun : IDisposable
{
    private readonly RunFolder folder;
    private readonly StereoSearchConfig config;
    private readonly StereoTrainingData data;
    private readonly StereoSearchTask task;
    private readonly ArchitectureSearchRun<StereoGenotype> search;

    private StereoSearchRun(RunFolder folder, StereoSearchConfig config, StereoTrainingData data, Device device, RunCheckpoint? resumed)
    {
        (this.folder, this.config, this.data) = (folder, config, data);
        random.manual_seed(config.Seed);
        task = new StereoSearchTask(config, data, device);
        search = new ArchitectureSearchRun<StereoGenotype>(folder, task, config.Plan(), resumed);
    }

    /// <summary>Steps of the whole search.</summary>
    public int TotalSteps => config.Search.TotalSteps;

    /// <summary>Steps done before this start.</summary>
    public int StepsDone => search.StepsDone;

    /// <summary>The network that energies are of, in words.</summary>
    public string EnergyOf => task.EnergyOf;

    /// <summary>Recordings searched on.</summary>
    public int Recordings => data.Count;

    /// <summary>Parameters of the search's network, architecture weights included.</summary>
    public long Parameters => search.Parameters;

    /// <summary>Mean temperature of the surrogate gradients that evolve; null where none do.</summary>
    public double? MeanTemperature => search.MeanTemperature;

    /// <summary>Starts a search in a new folder.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or there is something in the folder already.</exception>
    /// <exception cref="InvalidDataException">A recording is unreadable or has no ground truth.</exception>
    public static StereoSearchRun Start(string folder, StereoSearchConfig config, Device device)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Validate() is { Count: > 0 } problems)
        {
            throw new ConfigurationException("search", problems);
        }

        (StereoTrainingData data, _) = StereoTrainingData.Open(config.AsRun()); // before the folder: bad data leaves none behind
        RunFolder run = RunFolder.Create(folder);
        StereoSearchRun started = new(run, config, data, device, resumed: null);
        ConfigFile.Write(run.ConfigPath, config); // last: it makes the folder a run that can be resumed
        return started;
    }

    /// <summary>Goes on with the search in <paramref name="folder"/> after its last whole epoch.</summary>
    /// <exception cref="InvalidDataException">Not a run folder, or a damaged one.</exception>
    public static StereoSearchRun Resume(string folder, Device device)
    {
        RunFolder run = RunFolder.Open(folder);
        StereoSearchConfig config = ConfigFile.Load(new StereoSearchConfig(), run.ConfigPath, [], c => c.Validate());
        (StereoTrainingData data, _) = StereoTrainingData.Open(config.AsRun());
        return new StereoSearchRun(run, config, data, device, run.LatestCheckpoint());
    }

    /// <inheritdoc cref="ArchitectureSearchRun{TGenotype}.Run"/>
    public SearchEpoch<StereoGenotype> Run(Action<SearchStep, SearchEpoch<StereoGenotype>?> report, CancellationToken cancellation, Action<string>? between = null)
    {
        SearchEpoch<StereoGenotype> last = search.Run(report, cancellation, between);
        folder.WriteSummary(new StereoSearchSummary(last.Epoch, last.Genotype.ArchitectureText(), last.Mj, EnergyOf, config.BudgetMj, last.FitsBudget, search.Loss, Recordings));
        return last;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        search.Dispose();
        task.Dispose();
        data.Dispose();
    }
}
