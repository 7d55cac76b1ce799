using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// The architecture weights of one sub-network of a search, as parameters of their own beside those of its layers. Probabilities are softmax of them at
/// <see cref="Temperature"/>. Only what derives from this class holds parameters.
/// </summary>
public abstract class SubnetArchitecture : nn.Module
{
    /// <summary>Standard deviation of the first weights. Source: SpikeDHS, as in DARTS (1e-3).</summary>
    private const float InitialDeviation = 1e-3f;

    private protected SubnetArchitecture(string name, SubnetPlan plan)
        : base(name) => Plan = plan;

    /// <summary>What cells are built from.</summary>
    public SubnetPlan Plan { get; }

    /// <summary>Divisor of the weights before the softmax, above 0: below 1 the probabilities are nearer to 0 and 1.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>From now on computes <paramref name="genotype"/> alone, as its decoded network does; null mixes again.</summary>
    /// <exception cref="ArgumentException">The genotype is none of those that are searched.</exception>
    public abstract void Decide(SubnetGenotype? genotype);

    /// <summary>How the cells of <paramref name="layer"/> mix.</summary>
    public abstract CellMixture MixtureOf(int layer);

    /// <summary>Where the path is.</summary>
    public abstract PathShares Shares();

    /// <summary>Mean entropy of the probabilities, nat, a scalar: 0 when everything is decided.</summary>
    public abstract Tensor Entropy();

    /// <summary>The weights, by name: <c>alpha</c>, <c>beta</c>, <c>gamma</c>.</summary>
    public abstract IReadOnlyDictionary<string, LogitTable> Tables();

    /// <summary>The most probable sub-network.</summary>
    public abstract SubnetGenotype Decode();

    /// <summary>A sub-network drawn by its probabilities.</summary>
    public abstract SubnetGenotype Sample(Random random);

    /// <summary>Entropy of each row of <paramref name="logits"/>, <c>[rows]</c>.</summary>
    private protected Tensor Entropies(Tensor logits)
    {
        Tensor scaled = Scaled(logits);
        return -(scaled.softmax(1) * scaled.log_softmax(1)).sum(1);
    }

    /// <summary><paramref name="logits"/>, <c>[rows, columns]</c>, as a table.</summary>
    private protected static LogitTable Table(Tensor logits)
    {
        using Tensor onCpu = logits.detach().cpu().contiguous();
        return new LogitTable((int)logits.shape[0], (int)logits.shape[1], TensorMemory.Floats(onCpu));
    }

    /// <summary><paramref name="logits"/> divided by the temperature.</summary>
    private protected Tensor Scaled(Tensor logits) => logits / (float)Temperature;

    private protected static Parameter Random(params long[] shape) => nn.Parameter(randn(shape) * InitialDeviation);
}
