using System.Globalization;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Training;

namespace EventStereo.Search.Strategy;

/// <summary>
/// A search in its run folder: configuration, a line of metrics a step, a genotype an epoch (<c>genotypes/epoch-0001.json</c>, ...) with the weights that it was decoded from
/// (<c>architecture.jsonl</c>), a checkpoint after each epoch, and the decoded genotype at the end. Stopped at any moment and resumed, it goes on after the last whole epoch and ends with the same genotype, byte by byte, as one never stopped.
/// </summary>
/// <typeparam name="TGenotype">What is found.</typeparam>
public sealed class ArchitectureSearchRun<TGenotype> : IDisposable
    where TGenotype : Genotype
{
    private readonly RunFolder folder;
    private readonly ISearchTask<TGenotype> task;
    private readonly SearchPlan plan;
    private readonly ArchitectureSearcher<TGenotype> searcher;
    private readonly RunCheckpoint? resumed;
    private SearchProgress progress;

    /// <summary>Prepares to search <paramref name="task"/> in <paramref name="folder"/>, from its beginning or after <paramref name="resumed"/>. The task is the caller's.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is of another search, or damaged.</exception>
    public ArchitectureSearchRun(RunFolder folder, ISearchTask<TGenotype> task, SearchPlan plan, RunCheckpoint? resumed)
    {
        this.folder = folder ?? throw new ArgumentNullException(nameof(folder));
        this.task = task ?? throw new ArgumentNullException(nameof(task));
        this.plan = plan ?? throw new ArgumentNullException(nameof(plan));
        this.resumed = resumed;
        searcher = new ArchitectureSearcher<TGenotype>(task, plan);
        progress = TrainingCheckpoint.Restore<SearchProgress>(folder, resumed, task.Network, LoadStates) ?? new SearchProgress(0, 0, double.PositiveInfinity, 0, true);
        if (resumed is not null)
        {
            task.Architecture.Temperature = plan.Search.TemperatureAt(Math.Max(0, progress.EpochsDone - 1));
        }
    }

    /// <summary>Steps done before this start.</summary>
    public int StepsDone => progress.EpochsDone * plan.Search.StepsPerEpoch;

    /// <summary>Loss of the last step, nat.</summary>
    public double Loss => progress.Loss;

    /// <summary>Parameters of the search's network, architecture weights included.</summary>
    public long Parameters => task.Network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Mean temperature of the surrogate gradients that evolve; null where none do.</summary>
    public double? MeanTemperature => searcher.Surrogates?.MeanTemperature;

    /// <summary>Searches to the end, or until the genotype is stable, telling <paramref name="report"/> every step, with the epoch when it was its last.</summary>
    /// <param name="report">Told every step.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="between">Told, in words, what goes on between steps for longer.</param>
    /// <returns>The last epoch, whose genotype is the result and in the folder.</returns>
    /// <exception cref="OperationCanceledException">Stopped; the run can be resumed after its last whole epoch.</exception>
    public SearchEpoch<TGenotype> Run(Action<SearchStep, SearchEpoch<TGenotype>?> report, CancellationToken cancellation, Action<string>? between = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        using MetricsLog metrics = folder.OpenMetrics(resumed);
        using TensorBoardWriter board = folder.OpenTensorBoard(resumed);
        using ArchitectureLog log = OpenLog();
        using SurrogateLog? evolved = searcher.Surrogates?.OpenLog(folder, resumed);
        SearchEpoch<TGenotype>? last = null;
        bool stable = IsStable;
        for (int epoch = progress.EpochsDone; epoch < plan.Search.Epochs && !stable; epoch++)
        {
            searcher.Begin(epoch);
            for (int i = 0; i < plan.Search.StepsPerEpoch; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (searcher.Surrogates?.Evolve(epoch * plan.Search.StepsPerEpoch + i) is { } found)
                {
                    evolved?.Append(found); // there is one when there are surrogates
                }

                SearchStep step = searcher.Step(epoch * plan.Search.StepsPerEpoch + i);
                Log(metrics, board, step);
                bool ends = i + 1 == plan.Search.StepsPerEpoch;
                last = ends ? Finish(Decoded(epoch, between, cancellation), step, metrics, log, evolved) : last;
                report(step, ends ? last : null);
            }

            stable = IsStable;
        }

        last ??= LastEpoch();
        GenotypeFile.Write(folder.GenotypePath, last.Genotype);
        NetworkWeights.Save(task.Network, folder.WeightsPath);
        return last;
    }

    /// <inheritdoc/>
    public void Dispose() => searcher.Dispose();

    private bool IsStable => plan.Search.StopAfterStableEpochs > 0 && progress.StableEpochs >= plan.Search.StopAfterStableEpochs;

    /// <summary>What the last epoch before this start decoded: a search killed after it has only the result left to write.</summary>
    private SearchEpoch<TGenotype> LastEpoch() => GenotypeFile.Read(GenotypePath(progress.EpochsDone)) is TGenotype genotype
        ? new SearchEpoch<TGenotype>(progress.EpochsDone, genotype, progress.Mj, progress.FitsBudget, progress.StableEpochs)
        : throw new InvalidDataException($"{GenotypePath(progress.EpochsDone)}: a genotype of another task");

    private ArchitectureLog OpenLog()
    {
        string path = Path.Combine(folder.Path, ArchitectureLog.FileName);
        return resumed is null ? ArchitectureLog.Create(path, task.LogHeader) : ArchitectureLog.Resume(path, task.LogHeader, resumed.Step);
    }

    private SearchEpoch<TGenotype> Decoded(int epoch, Action<string>? between, CancellationToken cancellation)
    {
        ChosenArchitecture chosen = searcher.Decode(epoch, (done, of) => between?.Invoke($"end of epoch {epoch + 1}: {done} of {of} architectures compared"), cancellation);
        TGenotype genotype = task.Genotype(new GenotypeProvenance(plan.Source, plan.Seed, epoch + 1) { ConfigHash = plan.ConfigHash, Data = task.Data }, chosen.Subnets);
        genotype = searcher.Surrogates?.On(genotype) ?? genotype;
        string previous = GenotypePath(epoch);
        bool same = epoch > plan.Search.WarmUpEpochs && File.Exists(previous) && GenotypeFile.Read(previous).Subnets.SequenceEqual(genotype.Subnets);
        return new SearchEpoch<TGenotype>(epoch + 1, genotype, chosen.Mj, chosen.Fits, same ? progress.StableEpochs + 1 : 1);
    }

    private SearchEpoch<TGenotype> Finish(SearchEpoch<TGenotype> decoded, SearchStep step, MetricsLog metrics, ArchitectureLog log, SurrogateLog? evolved)
    {
        progress = new SearchProgress(decoded.Epoch, decoded.StableEpochs, step.Loss, decoded.Mj, decoded.FitsBudget);
        Directory.CreateDirectory(Path.Combine(folder.Path, GenotypesName));
        GenotypeFile.Write(GenotypePath(decoded.Epoch), decoded.Genotype);
        log.Append(new ArchitectureEpoch(decoded.Epoch, step.Step, GenotypeFile.Fingerprint(decoded.Genotype), task.Architecture.Tables()));
        log.FlushToDisk();
        evolved?.FlushToDisk();
        metrics.FlushToDisk();
        TrainingCheckpoint.Save(folder, step.Step, task.Network, SaveStates, progress);
        return decoded;
    }

    private const string GenotypesName = "genotypes";

    /// <summary>The file of the genotype after <paramref name="epoch"/> (from 1).</summary>
    private string GenotypePath(int epoch) => Path.Combine(folder.Path, GenotypesName, string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:D4}.json"));

    private void Log(MetricsLog metrics, TensorBoardWriter board, SearchStep step)
    {
        List<(string, double)> values = [("loss", step.Loss), (task.ErrorName, step.ErrorPercent), ("firingRate", step.FiringRate), ("architectureLoss", step.ArchitectureLoss), ("entropy", step.Entropy), ("expectedMj", step.ExpectedMj)];
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
}
