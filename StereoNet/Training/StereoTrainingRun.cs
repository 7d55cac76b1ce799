using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using EventStereo.Search.Training.Parallel;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// A training run in its folder: configuration and genotype first, then a line of metrics a step, checkpoints, and weights
/// at the end. Stopped at any moment and resumed, it ends with the same weights, bit by bit, as one never stopped (on one
/// CPU with one number of threads). Of a data-parallel run's processes the first alone writes; all end a step with the same weights.
/// </summary>
public sealed class StereoTrainingRun : ITrainingTask<TrainingStep, StereoValidation>, IDisposable
{
    private readonly RunFolder? folder; // the first rank's alone
    private readonly IRankExchange ranks;
    private readonly StereoRunConfig config;
    private readonly StereoNetwork network;
    private readonly StereoGenotype genotype;
    private readonly StereoTrainer trainer;
    private readonly EvolvingSurrogates? surrogates;
    private readonly StereoTrainingData clips;
    private readonly StereoTrainingData? heldOut;
    private readonly StereoValidator? validator;
    private readonly RunCheckpoint? resumed;
    private StereoTrainingProgress progress;
    private MetricsLog? metrics; // while it runs, of the first rank, as the next two
    private TensorBoardWriter? board;
    private SurrogateLog? evolved;

    private StereoTrainingRun(
        RunFolder? folder, StereoRunConfig config, StereoGenotype genotype, (StereoTrainingData Train, StereoTrainingData? Validation) data, Device device, IRankExchange ranks, RunCheckpoint? resumed,
        string? initialWeights)
    {
        this.folder = folder;
        this.config = config;
        this.genotype = genotype;
        this.ranks = ranks;
        this.resumed = resumed;
        (clips, heldOut) = data;
        Recordings = clips.Count;
        Windows = clips.Windows;
        random.manual_seed(config.Seed);
        network = new StereoNetwork(config.Network, genotype);
        if (initialWeights is not null)
        {
            NetworkWeights.Load(network, initialWeights);
        }

        network.to(device);
        int stepsPerEpoch = (clips.Count + SamplesAStep - 1) / SamplesAStep;
        int steps = config.Training.Steps > 0 ? config.Training.Steps : config.Training.Epochs * stepsPerEpoch;
        StereoBatchMaker batches = new(clips, config.Training, config.Network.InputChannels, config.Seed, config.Network.MaxDisparityPx, ranks.Ranks);
        trainer = new StereoTrainer(network, config.Training, batches, device, steps, stepsPerEpoch, ranks);
        validator = heldOut is null ? null : new StereoValidator(heldOut, config.Training, device);
        surrogates = StereoSurrogates.Of(config, network, trainer.Weights, clips, clips, device, ranks);
        progress = TrainingCheckpoint.Restore<StereoTrainingProgress>(folder, resumed, network, LoadStates) ?? StereoTrainingProgress.None;

        ranks.RequireEqual([.. RankAgreement.Digest(network), .. BitConverter.GetBytes(StepsDone), .. BitConverter.GetBytes(steps), .. BitConverter.GetBytes(Windows)], "weights, steps or data");
    }

    /// <summary>Recordings trained on.</summary>
    public int Recordings { get; }

    /// <summary>Windows with ground truth in them.</summary>
    public int Windows { get; }

    /// <summary>Steps of the whole run.</summary>
    public int TotalSteps => trainer.TotalSteps;

    /// <summary>Steps that were done before this start.</summary>
    public int StepsDone => resumed is null ? 0 : (int)resumed.Step + 1;

    /// <summary>Clips in a step, those of all micro-batches and ranks.</summary>
    public int SamplesAStep => config.Training.BatchSize * config.Training.Accumulate * ranks.Ranks;

    /// <summary>The last validation so far, null before the first.</summary>
    public StereoValidation? Validation => progress.Validation;

    /// <summary>Mean temperature of the surrogate gradients that evolve; null where none do.</summary>
    public double? MeanTemperature => surrogates?.MeanTemperature;

    /// <summary>The best validation so far, null before the first.</summary>
    public BestValidation? Best => progress.Best;

    /// <summary>Parameters of the network.</summary>
    public long Parameters => network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Starts a run in a new folder, on <paramref name="ranks"/> or this process alone.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or there is something in the folder already.</exception>
    /// <exception cref="InvalidDataException">A recording is unreadable or has no ground truth.</exception>
    public static StereoTrainingRun Start(string folder, StereoRunConfig config, Device device, IRankExchange? ranks = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ranks ??= SingleRank.Instance;
        config = config.Ranks is 1 || config.Ranks == ranks.Ranks ? config with { Ranks = ranks.Ranks } : throw OtherRanks("ranks", config.Ranks, ranks.Ranks);
        if (config.Validate() is { Count: > 0 } problems)
        {
            throw new ConfigurationException("training", problems);
        }

        StereoGenotype genotype = StereoGenotypes.Resolve(config.Network.Genotype);
        (StereoTrainingData, StereoTrainingData?) data = StereoTrainingData.Open(config); // before the folder: bad data leaves none behind
        string? initial = config.InitialWeights is { } begun ? NetworkWeights.FileOf(begun) : null;
        RunFolder? run = ranks.Rank == 0 ? RunFolder.Create(folder) : null;
        StereoTrainingRun started = new(run, config, genotype, data, device, ranks, resumed: null, initial);
        if (run is not null)
        {
            if (initial is not null)
            {
                NetworkWeights.Save(started.network, run.InitialWeightsPath);
            }

            GenotypeFile.Write(run.GenotypePath, genotype);
            ConfigFile.Write(run.ConfigPath, config); // last: it makes the folder a run that can be resumed
        }

        return started;
    }

    /// <summary>Goes on with the run in <paramref name="folder"/> after its newest checkpoint, on as many <paramref name="ranks"/> as before, each of which reads the folder.</summary>
    /// <exception cref="ConfigurationException">The run was started on another number of ranks.</exception>
    /// <exception cref="InvalidDataException">Not a run folder, or a damaged one.</exception>
    public static StereoTrainingRun Resume(string folder, Device device, IRankExchange? ranks = null)
    {
        ranks ??= SingleRank.Instance;
        RunFolder run = RunFolder.Open(folder);
        StereoRunConfig config = ConfigFile.Load(new StereoRunConfig(), run.ConfigPath, [], c => c.Validate());
        if (config.Ranks != ranks.Ranks)
        {
            throw OtherRanks(folder, config.Ranks, ranks.Ranks);
        }

        RunFolder? own = ranks.Rank == 0 ? run : null;
        RunCheckpoint? latest = run.LatestCheckpoint();
        string? initial = latest is null && config.InitialWeights is not null ? run.InitialWeightsPath : null;
        return new StereoTrainingRun(own, config, StereoGenotypes.Resolve(run.GenotypePath), StereoTrainingData.Open(config), device, ranks, latest, initial);
    }

    /// <summary>
    /// Trains to the end, telling <paramref name="report"/> every step. On cancellation, of any rank, it writes a checkpoint and throws, on all ranks.
    /// </summary>
    /// <exception cref="OperationCanceledException">Stopped; the run can be resumed.</exception>
    public void Run(Action<TrainingStep, StereoValidation?> report, CancellationToken cancellation)
    {
        using (metrics = folder?.OpenMetrics(resumed))
        using (board = folder?.OpenTensorBoard(resumed))
        using (evolved = folder is null ? null : surrogates?.OpenLog(folder, resumed))
        {
            TrainingLoop.Run(this, report, cancellation);
        }

        if (folder is null)
        {
            return;
        }

        if (surrogates is not null)
        {
            GenotypeFile.Write(folder.GenotypePath, surrogates.On(genotype));
        }

        NetworkWeights.Save(network, folder.WeightsPath);
        folder.WriteSummary(new StereoTrainingSummary(TotalSteps, Parameters, Recordings, Windows, progress.Loss, progress.Validation, progress.Best));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trainer.Dispose();
        network.Dispose();
        clips.Dispose();
        heldOut?.Dispose();
    }

    /// <inheritdoc/>
    int ITrainingTask<TrainingStep, StereoValidation>.CheckpointEvery => config.Training.CheckpointEvery;

    /// <inheritdoc/>
    bool ITrainingTask<TrainingStep, StereoValidation>.Validates => validator is not null;

    /// <inheritdoc/>
    int ITrainingTask<TrainingStep, StereoValidation>.ValidateEvery => config.Training.ValidateEvery;

    /// <inheritdoc/>
    bool ITrainingTask<TrainingStep, StereoValidation>.Stops(bool cancelled) => ranks.Any(cancelled);

    /// <inheritdoc/>
    TrainingStep ITrainingTask<TrainingStep, StereoValidation>.Train(int index)
    {
        if (surrogates?.Evolve(index) is { } found)
        {
            evolved?.Append(found);
        }

        return trainer.Step(index);
    }

    /// <inheritdoc/>
    StereoValidation? ITrainingTask<TrainingStep, StereoValidation>.Validate(TrainingStep done, CancellationToken cancellation)
    {
        if (folder is null)
        {
            return null; // the first rank's work
        }

        StereoValidation validation = validator!.Validate(network, ranks.Ranks == 1 ? cancellation : CancellationToken.None); // it validates; other ranks wait for the first
        if (BestValidation.Better(progress.Best, done.Step, validation) != progress.Best)
        {
            NetworkWeights.Save(network, folder.BestWeightsPath);
        }

        return validation;
    }

    /// <inheritdoc/>
    void ITrainingTask<TrainingStep, StereoValidation>.Record(TrainingStep done, StereoValidation? validation)
    {
        progress = progress.After(done, validation);
        Log(done, validation);
    }

    /// <inheritdoc/>
    void ITrainingTask<TrainingStep, StereoValidation>.SaveCheckpoint(int index)
    {
        ranks.RequireEqual(RankAgreement.Digest(network), $"weights after step {index + 1}");
        if (folder is not null)
        {
            metrics?.FlushToDisk();
            evolved?.FlushToDisk();
            TrainingCheckpoint.Save(folder, index, network, SaveStates, progress);
        }
    }

    private static ConfigurationException OtherRanks(string origin, int wanted, int there) =>
        new(origin, $"the run is one of {wanted} {(wanted == 1 ? "process, without --data-parallel" : $"ranks: mpirun -np {wanted} evs train stereo --data-parallel ...")}; here {(there == 1 ? "is 1" : $"are {there}")}");

    private void Log(TrainingStep step, StereoValidation? validation)
    {
        // Only what the seed decides goes into the log, so that equal runs have equal logs; the clock's part goes to the board.
        List<(string, double)> values = [("loss", step.Loss), ("gradientNorm", step.GradientNorm), ("onePixelErrorPercent", step.OnePixelErrorPercent), ("firingRate", step.FiringRate), ("learningRate", step.LearningRate)];
        if (surrogates is not null)
        {
            values.Add(("surrogateTemperature", surrogates.MeanTemperature));
        }

        if (validation is not null)
        {
            values.AddRange([("validationLoss", validation.Loss), ("validationOnePixelErrorPercent", validation.OnePixelErrorPercent), ("validationMeanDisparityErrorPx", validation.MeanDisparityErrorPx)]);
        }

        metrics?.Append(step.Step, values);
        board?.Append(step.Step, [.. values, ("secondsAStep", step.Seconds), ("secondsWaitingForData", step.WaitSeconds), ("samplesASecond", SamplesAStep / step.Seconds)]);
    }

    private void SaveStates(string checkpoint)
    {
        trainer.SaveState(checkpoint);
        surrogates?.Save(checkpoint);
    }

    private void LoadStates(string checkpoint)
    {
        trainer.LoadState(checkpoint);
        surrogates?.Load(checkpoint);
    }
}
