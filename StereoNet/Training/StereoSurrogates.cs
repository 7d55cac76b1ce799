using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using EventStereo.Search.Training.Parallel;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// The surrogate gradients of a stereo network that evolve while it trains or is searched: when an evaluation is due, its batches, which are a function of the seed and the step and
/// are not those of the training, and the state that belongs to a checkpoint, which is the surrogates alone.
/// </summary>
internal sealed class StereoSurrogates
{
    private const int StepPurpose = -3, ScorePurpose = -4;

    private readonly SurrogateEvolutionConfig config;
    private readonly SurrogateEvolution evolution;
    private readonly WholeClipLoss loss;
    private readonly StereoBatchMaker steps;
    private readonly StereoBatchMaker scores;
    private readonly int rank;

    private StereoSurrogates(
        SurrogateEvolutionConfig config, StereoRunConfig run, SurrogateEvolution evolution, WholeClipLoss loss, StereoTrainingData ofSteps, StereoTrainingData ofScores, IRankExchange ranks)
    {
        this.config = config;
        this.evolution = evolution;
        this.loss = loss;
        rank = ranks.Rank;
        StereoTrainingConfig whole = run.Training with { CarryState = false, TruncateWindows = 0, Accumulate = 1 };
        steps = Maker(ofSteps, StepPurpose);
        scores = Maker(ofScores, ScorePurpose);

        StereoBatchMaker Maker(StereoTrainingData data, int purpose) =>
            new(data, whole, run.Network.InputChannels, SeedMix.Of(run.Seed, purpose, 0, 0), run.Network.MaxDisparityPx, ranks.Ranks);
    }

    /// <summary>Prepares for a run; null of one whose surrogates stay.</summary>
    /// <param name="run">How surrogates evolve and batches are made.</param>
    /// <param name="network">The network, on <paramref name="device"/>.</param>
    /// <param name="trained">What the training moves.</param>
    /// <param name="ofSteps">Data of the candidates' steps.</param>
    /// <param name="ofScores">Data of the loss after them; may be the same.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="ranks">The processes that train together; this one alone by default.</param>
    /// <exception cref="Search.Configuration.ConfigurationException">A pattern names no layer.</exception>
    public static StereoSurrogates? Of(
        StereoRunConfig run, StereoNetwork network, TrainedWeights trained, StereoTrainingData ofSteps, StereoTrainingData ofScores, Device device, IRankExchange? ranks = null)
    {
        if (run.Dgs is not { } config)
        {
            return null;
        }

        ranks ??= SingleRank.Instance;
        SurrogateEvolution evolution = new(network, SurrogateGroups.Of(network, config.Layers), trained, config, ranks);
        return new StereoSurrogates(config, run, evolution, new WholeClipLoss(network, run.Training, device), ofSteps, ofScores, ranks);
    }

    /// <summary>Names of the layers that evolve.</summary>
    public IReadOnlyList<string> Layers => [.. evolution.Groups.Select(group => group.Name)];

    /// <summary>Mean temperature of these layers.</summary>
    public double MeanTemperature => Now(0).MeanTemperature;

    /// <summary>The surrogates as they are, after <paramref name="step"/> steps.</summary>
    public SurrogateStep Now(long step) => new(step, [.. evolution.Groups.Select(group => group.Surrogate)], [.. evolution.Groups.Select(_ => 1.0)]);

    /// <summary>Evolves the surrogates if that is due when <paramref name="step"/> steps are done; null if not.</summary>
    public SurrogateStep? Evolve(int step) => config.IsDue(step) ? evolution.Evolve(step, Losses(steps, step), Losses(scores, step)) : null;

    /// <summary><paramref name="genotype"/>, of this network, with the surrogates as they are.</summary>
    public StereoGenotype On(StereoGenotype genotype) => SurrogateGroups.On(genotype, evolution.Groups);

    /// <summary>Opens the log of the run in <paramref name="folder"/>: anew, with what the training begins with, or after a checkpoint.</summary>
    public SurrogateLog OpenLog(RunFolder folder, RunCheckpoint? resumed)
    {
        string path = Path.Combine(folder.Path, SurrogateLog.FileName);
        SurrogateLog log = resumed is null ? SurrogateLog.Create(path, Layers) : SurrogateLog.Resume(path, Layers, resumed.Step);
        if (log.LastStep < 0)
        {
            log.Append(Now(0));
        }

        return log;
    }

    /// <summary>Writes the surrogates into the checkpoint folder <paramref name="folder"/>.</summary>
    public void Save(string folder)
    {
        using SurrogateLog log = SurrogateLog.Create(Path.Combine(folder, SurrogateLog.FileName), Layers);
        log.Append(Now(0));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of other layers.</exception>
    public void Load(string folder)
    {
        string path = Path.Combine(folder, SurrogateLog.FileName);
        SurrogateHistory saved = SurrogateLog.Read(path);
        if (!saved.Layers.SequenceEqual(Layers) || saved.Steps.Count != 1)
        {
            throw new InvalidDataException($"{path}: not the surrogates of this network's layers");
        }

        foreach ((SurrogateGroup group, SurrogateShape surrogate) in evolution.Groups.Zip(saved.Steps[0].Surrogates))
        {
            group.Surrogate = surrogate;
        }
    }

    /// <summary>The loss on the n-th batch of the evaluation at <paramref name="step"/>, which is asked for several times in a row.</summary>
    private Func<int, Tensor> Losses(StereoBatchMaker maker, int step)
    {
        long first = (long)((step - config.WarmUpSteps) / config.Every) * config.Batches;
        (int Number, StereoBatch Batch)? made = null;
        return number =>
        {
            if (made?.Number != number)
            {
                made = (number, maker.MakeWithPixels((int)((first + number) % int.MaxValue), rank));
            }

            return loss.Of(made!.Value.Batch, out _); // just made
        };
    }
}
