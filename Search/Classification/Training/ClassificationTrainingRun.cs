using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Training;

/// <summary>
/// A classification run in its folder: configuration and genotype first, then a line of metrics a step, checkpoints, the weights that did best on the samples held out, and those of the last step. Stopped at
/// any moment and resumed, it ends with the same weights, bit by bit, as one never stopped (on one CPU with one number of threads).
/// </summary>
public sealed class ClassificationTrainingRun : ITrainingTask<ClassificationStep, ClassificationValidation>, IDisposable
{
    private readonly RunFolder folder;
    private readonly ClassificationRunConfig config;
    private readonly ClassificationData data;
    private readonly ClassificationNetwork network;
    private readonly ClassificationTrainer trainer;
    private readonly ClassificationEvaluator? validator;
    private readonly ClassificationGenotype genotype;
    private readonly EvolvingSurrogates? surrogates;
    private readonly RunCheckpoint? resumed;
    private readonly Device device;
    private ClassificationProgress progress;
    private MetricsLog? metrics; // while it runs
    private SurrogateLog? evolved; // likewise
    private TensorBoardWriter? board; // likewise

    private ClassificationTrainingRun(
        RunFolder folder, ClassificationRunConfig config, ClassificationGenotype genotype, ClassificationData data, Device device, RunCheckpoint? resumed, string? initialWeights)
    {
        this.folder = folder;
        this.config = config;
        this.data = data;
        this.device = device;
        this.resumed = resumed;
        this.genotype = genotype;
        random.manual_seed(config.Seed);
        network = new ClassificationNetwork(config.Network, genotype);
        if (initialWeights is not null)
        {
            NetworkWeights.Load(network, initialWeights);
        }

        network.to(device);
        trainer = new ClassificationTrainer(network, config.Training, data, config.Normalization, config.Seed, device);
        validator = data.Validation.Count == 0 ? null : new ClassificationEvaluator(data.Samples, data.Validation, config.Normalization, config.Training.BatchSize, config.Training.Workers, config.Training.Strict);
        surrogates = ClassificationSurrogates.Of(config.Dgs, network, trainer.Weights, trainer.Losses, config.Training, data.Samples, data.Training, data.Training, config.Normalization, config.Seed);
        progress = TrainingCheckpoint.Restore<ClassificationProgress>(folder, resumed, network, LoadStates) ?? ClassificationProgress.None;
    }

    /// <inheritdoc/>
    public int TotalSteps => trainer.TotalSteps;

    /// <inheritdoc/>
    public int StepsDone => resumed is null ? 0 : (int)resumed.Step + 1;

    /// <inheritdoc/>
    int ITrainingTask<ClassificationStep, ClassificationValidation>.CheckpointEvery => config.Training.CheckpointEvery;

    /// <inheritdoc/>
    bool ITrainingTask<ClassificationStep, ClassificationValidation>.Validates => validator is not null;

    /// <inheritdoc/>
    int ITrainingTask<ClassificationStep, ClassificationValidation>.ValidateEvery => config.Training.ValidateEvery > 0 ? config.Training.ValidateEvery : trainer.StepsPerEpoch;

    /// <summary>Steps of a pass over the training samples.</summary>
    public int StepsPerEpoch => trainer.StepsPerEpoch;

    /// <summary>Samples of a step.</summary>
    public int SamplesAStep => config.Training.BatchSize;

    /// <summary>Samples learned.</summary>
    public int TrainingSamples => data.Training.Count;

    /// <summary>Parameters of the network, without the auxiliary read-out.</summary>
    public long Parameters => network.InferenceParameters;

    /// <summary>Mean temperature of the surrogate gradients that evolve; null where none do.</summary>
    public double? MeanTemperature => surrogates?.MeanTemperature;

    /// <summary>The best validation so far, null before the first.</summary>
    public ClassificationValidation? Best => progress.Best;

    /// <summary>Starts a run in a new folder.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or there is something in the folder already.</exception>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public static ClassificationTrainingRun Start(string folder, ClassificationRunConfig config, Device device)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Validate() is { Count: > 0 } problems)
        {
            throw new ConfigurationException("training", problems);
        }

        ClassificationGenotype genotype = ClassificationGenotypes.Resolve(config.Network.Genotype);
        ClassificationData data = ClassificationData.Open(config.Data, config.Network.Steps, config.Seed); // before the folder: bad data leaves none behind
        config = config with
        {
            Network = config.Network with { Classes = data.Samples.Classes.Count, InputChannels = data.Samples.Shape.Channels },
            Normalization = config.Normalization ?? data.NormalizationOf(config.Data, config.Training.Strict),
        };
        string? initial = config.InitialWeights is { } begun ? NetworkWeights.FileOf(begun) : null;
        RunFolder run = RunFolder.Create(folder);
        ClassificationTrainingRun started = new(run, config, genotype, data, device, resumed: null, initial);
        if (initial is not null)
        {
            NetworkWeights.Save(started.network, run.InitialWeightsPath);
        }

        GenotypeFile.Write(run.GenotypePath, genotype);
        TrainedOn.Of(data.Samples).Write(run.Path);
        ConfigFile.Write(run.ConfigPath, config); // last: it makes the folder a run that can be resumed
        return started;
    }

    /// <summary>Goes on with the run in <paramref name="folder"/> after its newest checkpoint.</summary>
    /// <exception cref="InvalidDataException">Not a run folder, or a damaged one, or the data are not those that it began with.</exception>
    public static ClassificationTrainingRun Resume(string folder, Device device)
    {
        RunFolder run = RunFolder.Open(folder);
        ClassificationRunConfig config = ConfigFile.Load(new ClassificationRunConfig(), run.ConfigPath, [], c => c.Validate());
        ClassificationData data = ClassificationData.Open(config.Data, config.Network.Steps, config.Seed);
        TrainedOn.Read(run.Path)?.RequireSame(data.Samples);
        RunCheckpoint? latest = run.LatestCheckpoint();
        string? initial = latest is null && config.InitialWeights is not null ? run.InitialWeightsPath : null;
        return new ClassificationTrainingRun(run, config, ClassificationGenotypes.Resolve(run.GenotypePath), data, device, latest, initial);
    }

    /// <summary>Trains to the end, telling <paramref name="report"/> every step. On cancellation it writes a checkpoint and throws.</summary>
    /// <exception cref="OperationCanceledException">Stopped; the run can be resumed.</exception>
    public void Run(Action<ClassificationStep, ClassificationValidation?> report, CancellationToken cancellation)
    {
        using (metrics = folder.OpenMetrics(resumed))
        using (board = folder.OpenTensorBoard(resumed))
        using (evolved = surrogates?.OpenLog(folder, resumed))
        {
            TrainingLoop.Run(this, report, cancellation);
        }

        if (surrogates is not null)
        {
            GenotypeFile.Write(folder.GenotypePath, surrogates.On(genotype));
        }

        NetworkWeights.Save(network, folder.WeightsPath);
        folder.WriteSummary(new ClassificationSummary(TotalSteps, Parameters, data.Training.Count, data.Validation.Count, progress.Broken, progress.Loss, progress.Validation, progress.Best, progress.BestStep));
        folder.WriteTimes(progress.Times ?? TrainingTimes.None); // a file of its own: all others are what the seed decides
    }

    /// <inheritdoc/>
    bool ITrainingTask<ClassificationStep, ClassificationValidation>.Stops(bool cancelled) => cancelled;

    /// <inheritdoc/>
    ClassificationStep ITrainingTask<ClassificationStep, ClassificationValidation>.Train(int index)
    {
        if (surrogates?.Evolve(index) is { } found)
        {
            evolved?.Append(found);
        }

        return trainer.Step(index);
    }

    /// <inheritdoc/>
    ClassificationValidation? ITrainingTask<ClassificationStep, ClassificationValidation>.Validate(ClassificationStep done, CancellationToken cancellation)
    {
        ClassificationScore score = validator!.Score(network, device, cancellation: cancellation); // it validates
        ClassificationValidation validation = new(score.Loss, score.Top1Percent, score.Images) { Broken = score.Broken };
        if (progress.IsBetter(validation))
        {
            NetworkWeights.Save(network, folder.BestWeightsPath);
        }

        return validation;
    }

    /// <inheritdoc/>
    void ITrainingTask<ClassificationStep, ClassificationValidation>.Record(ClassificationStep done, ClassificationValidation? validation)
    {
        progress = progress.After(done, get_num_threads(), validation);
        List<(string, double)> values = [("loss", done.Loss), ("gradientNorm", done.GradientNorm), ("errorPercent", done.ErrorPercent), ("firingRate", done.FiringRate), ("learningRate", done.LearningRate)];
        if (surrogates is not null)
        {
            values.Add(("surrogateTemperature", surrogates.MeanTemperature));
        }

        if (validation is not null)
        {
            values.AddRange([("validationLoss", validation.Loss), ("validationTop1Percent", validation.Top1Percent)]);
        }

        metrics?.Append(done.Step, values); // only what the seed decides; the clock's part goes to the board
        board?.Append(done.Step, [.. values, ("secondsAStep", done.Seconds), ("secondsWaitingForData", done.WaitSeconds), ("samplesASecond", SamplesAStep / done.Seconds)]);
    }

    /// <inheritdoc/>
    void ITrainingTask<ClassificationStep, ClassificationValidation>.SaveCheckpoint(int index)
    {
        metrics?.FlushToDisk();
        evolved?.FlushToDisk();
        TrainingCheckpoint.Save(folder, index, network, SaveStates, progress);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trainer.Dispose();
        network.Dispose();
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
