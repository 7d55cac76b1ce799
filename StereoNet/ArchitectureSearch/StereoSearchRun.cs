using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>
/// A search in its run folder: configuration, a line of metrics a step, a genotype an epoch (<c>genotypes/epoch-0001.json</c>, ...) with the weights that it was decoded from
/// (<c>architecture.jsonl</c>), a checkpoint after each epoch, and the decoded genotype at the end. Stopped at any moment and resumed, it goes on after the last whole epoch and ends with the same genotype, byte by byte, as one never stopped.
/// </summary>
public sealed class StereoSearchRun : IDisposable
{
    private readonly RunFolder folder;
    private readonly StereoSearchConfig config;
    private readonly StereoTrainingData data;
    private readonly StereoSearchNetwork network;
    private readonly StereoSearcher searcher;
    private readonly RunCheckpoint? resumed;
    private StereoSearchProgress progress;

    private StereoSearchRun(RunFolder folder, StereoSearchConfig config, StereoTrainingData data, Device device, RunCheckpoint? resumed)
    {
        this.folder = folder;
        this.config = config;
        this.data = data;
        this.resumed = resumed;
        random.manual_seed(config.Seed);
        network = new StereoSearchNetwork(config, data.Sensor);
        network.Network.to(device);
        searcher = new StereoSearcher(config, network, data, device);
        progress = Restore();
    }

    /// <summary>Epochs of the whole search.</summary>
    public int TotalEpochs => config.Search.Epochs;

    /// <summary>Steps of the whole search.</summary>
    public int TotalSteps => config.Search.TotalSteps;

    /// <summary>Steps done before this start.</summary>
    public int StepsDone => progress.EpochsDone * config.Search.StepsPerEpoch;

    /// <summary>The network that energies are of, in words.</summary>
    public string EnergyOf => network.EnergyOf;

    /// <summary>Recordings searched on.</summary>
    public int Recordings => data.Count;

    /// <summary>Parameters of the search's network, architecture weights included.</summary>
    public long Parameters => network.Network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Mean temperature of the surrogate gradients that evolve; null where none do.</summary>
    public double? MeanTemperature => searcher.Surrogates?.MeanTemperature;

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

    /// <summary>Searches to the end, or until the genotype is stable, telling <paramref name="report"/> every step, with the epoch when it was its last.</summary>
    /// <returns>The last epoch, whose genotype is the result.</returns>
    /// <exception cref="OperationCanceledException">Stopped; the run can be resumed after its last whole epoch.</exception>
    public StereoSearchEpoch Run(Action<StereoSearchStep, StereoSearchEpoch?> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        using MetricsLog metrics = folder.OpenMetrics(resumed);
        using TensorBoardWriter board = folder.OpenTensorBoard(resumed);
        using ArchitectureLog log = OpenLog();
        using SurrogateLog? evolved = searcher.Surrogates?.OpenLog(folder, resumed);
        StereoSearchEpoch? last = null;
        bool stable = IsStable;
        for (int epoch = progress.EpochsDone; epoch < TotalEpochs && !stable; epoch++)
        {
            searcher.Begin(epoch);
            for (int i = 0; i < config.Search.StepsPerEpoch; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (searcher.Surrogates?.Evolve(epoch * config.Search.StepsPerEpoch + i) is { } found)
                {
                    evolved?.Append(found); // there is one when there are surrogates
                }

                StereoSearchStep step = searcher.Step(epoch * config.Search.StepsPerEpoch + i);
                Log(metrics, board, step);
                bool ends = i + 1 == config.Search.StepsPerEpoch;
                last = ends ? Finish(epoch, step, metrics, log, evolved) : last;
                report(step, ends ? last : null);
            }

            stable = IsStable;
        }

        last ??= LastEpoch();
        GenotypeFile.Write(folder.GenotypePath, last.Genotype);
        NetworkWeights.Save(network.Network, folder.WeightsPath);
        folder.WriteSummary(new StereoSearchSummary(last.Epoch, last.Genotype.ArchitectureText(), last.Mj, EnergyOf, config.BudgetMj, last.FitsBudget, progress.Loss, Recordings));
        return last;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        searcher.Dispose();
        network.Dispose();
        data.Dispose();
    }

    private bool IsStable => config.Search.StopAfterStableEpochs > 0 && progress.StableEpochs >= config.Search.StopAfterStableEpochs;

    /// <summary>What the last epoch before this start decoded: a search killed after it has only the result left to write.</summary>
    private StereoSearchEpoch LastEpoch() => GenotypeFile.Read(GenotypePath(progress.EpochsDone)) is StereoGenotype genotype
        ? new StereoSearchEpoch(progress.EpochsDone, genotype, progress.Mj, progress.FitsBudget, progress.StableEpochs)
        : throw new InvalidDataException($"{GenotypePath(progress.EpochsDone)}: not a stereo genotype");

    private ArchitectureLog OpenLog()
    {
        string path = Path.Combine(folder.Path, ArchitectureLog.FileName);
        return resumed is null ? ArchitectureLog.Create(path, network.LogHeader) : ArchitectureLog.Resume(path, network.LogHeader, resumed.Step);
    }

    private StereoSearchEpoch Finish(int epoch, StereoSearchStep step, MetricsLog metrics, ArchitectureLog log, SurrogateLog? evolved)
    {
        StereoSearchEpoch decoded = Decoded(epoch);
        string previous = GenotypePath(epoch);
        bool same = epoch > config.Search.WarmUpEpochs && File.Exists(previous) && GenotypeFile.Read(previous) is StereoGenotype before
            && (before.Feature, before.Matching) == (decoded.Genotype.Feature, decoded.Genotype.Matching);
        progress = new StereoSearchProgress(epoch + 1, same ? progress.StableEpochs + 1 : 1, step.Loss, decoded.Mj, decoded.FitsBudget);
        Directory.CreateDirectory(Path.GetDirectoryName(previous)!); // in the run folder
        GenotypeFile.Write(GenotypePath(epoch + 1), decoded.Genotype);
        log.Append(new ArchitectureEpoch(epoch + 1, step.Step, GenotypeFile.Fingerprint(decoded.Genotype), network.Tables()));
        log.FlushToDisk();
        evolved?.FlushToDisk();
        metrics.FlushToDisk();
        TrainingCheckpoint.Save(folder, step.Step, network.Network, SaveStates, progress);
        return decoded with { StableEpochs = progress.StableEpochs };
    }

    private StereoSearchEpoch Decoded(int epoch)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConfigFile.ToJson(config))));
        GenotypeProvenance provenance = new(config.Neurons is { } neurons ? $"evs search stereo --{neurons.Method.Replace("-", " --", StringComparison.Ordinal)}, on {Path.GetFileName(neurons.Genotype)}" : "evs search stereo", config.Seed, epoch + 1) { ConfigHash = hash, Data = $"{Recordings} recordings" };
        if (config.Search.IsSampled(epoch))
        {
            (IReadOnlyList<SubnetGenotype> best, double own) = searcher.Best(epoch);
            return new StereoSearchEpoch(epoch + 1, network.Named("searched-stereo", provenance, best), own, config.BudgetMj == 0 || own <= config.BudgetMj, progress.StableEpochs);
        }

        (StereoGenotype genotype, double mj, bool fits) = network.Decode(config.Neurons is { Method: var method } ? $"searched-stereo-{method}" : "searched-stereo", provenance);
        genotype = searcher.Surrogates?.On(genotype) ?? genotype;
        return new StereoSearchEpoch(epoch + 1, genotype, mj, fits, progress.StableEpochs);
    }

    /// <summary>The file of the genotype after <paramref name="epoch"/> (from 1).</summary>
    private string GenotypePath(int epoch) => Path.Combine(folder.Path, "genotypes", string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:D4}.json"));

    private void Log(MetricsLog metrics, TensorBoardWriter board, StereoSearchStep step)
    {
        List<(string, double)> values = [("loss", step.Loss), ("onePixelErrorPercent", step.OnePixelErrorPercent), ("firingRate", step.FiringRate), ("architectureLoss", step.ArchitectureLoss), ("entropy", step.Entropy), ("expectedMj", step.ExpectedMj)];
        if (MeanTemperature is { } temperature)
        {
            values.Add(("surrogateTemperature", temperature));
        }

        metrics.Append(step.Step, values);
        board.Append(step.Step, [.. values, ("secondsAStep", step.Seconds)]);
    }

    private void SaveStates(string checkpoint)
    {
        searcher.Optimizer.SaveState(checkpoint);
        searcher.Surrogates?.Save(checkpoint);
    }

    private void LoadStates(string checkpoint)
    {
        searcher.Optimizer.LoadState(checkpoint);
        searcher.Surrogates?.Load(checkpoint);
    }

    private StereoSearchProgress Restore()
    {
        StereoSearchProgress? read = TrainingCheckpoint.Restore<StereoSearchProgress>(folder, resumed, network.Network, LoadStates);
        if (read is not null)
        {
            network.Temperature = config.Search.TemperatureAt(Math.Max(0, read.EpochsDone - 1));
        }

        return read ?? new StereoSearchProgress(0, 0, double.PositiveInfinity, 0, true);
    }
}
