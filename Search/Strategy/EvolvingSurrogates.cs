using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Training;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// The surrogate gradients of a network that evolve while it trains or is searched: when an evaluation is due, its batches, which are not those of the training, and the state that belongs to a
/// checkpoint, which is the surrogates alone.
/// </summary>
public sealed class EvolvingSurrogates
{
    private readonly SurrogateEvolutionConfig config;
    private readonly SurrogateEvolution evolution;
    private readonly Func<int, Tensor> stepLoss;
    private readonly Func<int, Tensor> scoreLoss;

    /// <summary>Prepares for a run.</summary>
    /// <param name="config">When they evolve.</param>
    /// <param name="evolution">How.</param>
    /// <param name="stepLoss">The loss on the n-th batch of the candidates' steps, from 0 over the whole run, a function of n and the seed; asked for several times in a row.</param>
    /// <param name="scoreLoss">The same of the batches of the loss after them.</param>
    public EvolvingSurrogates(SurrogateEvolutionConfig config, SurrogateEvolution evolution, Func<int, Tensor> stepLoss, Func<int, Tensor> scoreLoss)
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        this.evolution = evolution ?? throw new ArgumentNullException(nameof(evolution));
        this.stepLoss = stepLoss ?? throw new ArgumentNullException(nameof(stepLoss));
        this.scoreLoss = scoreLoss ?? throw new ArgumentNullException(nameof(scoreLoss));
    }

    /// <summary>Names of the layers that evolve.</summary>
    public IReadOnlyList<string> Layers => [.. evolution.Groups.Select(group => group.Name)];

    /// <summary>Mean temperature of these layers.</summary>
    public double MeanTemperature => Now(0).MeanTemperature;

    /// <summary>The surrogates as they are, after <paramref name="step"/> steps.</summary>
    public SurrogateStep Now(long step) => new(step, [.. evolution.Groups.Select(group => group.Surrogate)], [.. evolution.Groups.Select(_ => 1.0)]);

    /// <summary>Evolves the surrogates if that is due when <paramref name="step"/> steps are done; null if not.</summary>
    public SurrogateStep? Evolve(int step) => config.IsDue(step) ? evolution.Evolve(step, At(stepLoss, step), At(scoreLoss, step)) : null;

    /// <summary><paramref name="genotype"/>, of this network, with the surrogates as they are.</summary>
    public TGenotype On<TGenotype>(TGenotype genotype)
        where TGenotype : Genotype => SurrogateGroups.On(genotype, evolution.Groups);

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

    /// <summary>The losses of the evaluation at <paramref name="step"/>, by the number of its batch.</summary>
    private Func<int, Tensor> At(Func<int, Tensor> loss, int step)
    {
        long first = (long)((step - config.WarmUpSteps) / config.Every) * config.Batches;
        return number => loss((int)((first + number) % int.MaxValue));
    }
}
