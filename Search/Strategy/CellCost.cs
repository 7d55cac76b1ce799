using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Cells;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// The cost of the networks of a search for cells and levels: of each operation its energy, dense products and weights as part of the network that is trained later, see <see cref="FinalScale"/>, measured on the
/// search's own network, in which all operations run side by side.
/// </summary>
public sealed class CellCost : IArchitectureCost
{
    /// <summary>Architectures tried for one within a budget.</summary>
    private const long MaxCandidates = 20_000;

    private readonly IReadOnlyList<(Trellis Trellis, SpatialArchitecture Architecture)> subnets;
    private readonly FinalScale scale;
    private readonly Func<LayerActivity, double> mjOf;
    private readonly SearchCost energy; // mJ an inference
    private readonly SearchCost operations; // dense products an inference
    private readonly SearchCost parameters; // weights

    /// <summary>Prepares for a network; every cost is 0 until it is measured.</summary>
    /// <param name="network">The network.</param>
    /// <param name="subnets">Its sub-networks that are searched.</param>
    /// <param name="scale">From it to the network that is trained later.</param>
    /// <param name="mjOf">The energy of an operation of the search's network, mJ an inference.</param>
    public CellCost(nn.Module network, IReadOnlyList<(Trellis Trellis, SpatialArchitecture Architecture)> subnets, FinalScale scale, Func<LayerActivity, double> mjOf)
    {
        this.subnets = subnets ?? throw new ArgumentNullException(nameof(subnets));
        this.scale = scale ?? throw new ArgumentNullException(nameof(scale));
        this.mjOf = mjOf ?? throw new ArgumentNullException(nameof(mjOf));
        (energy, operations, parameters) = (new SearchCost(network), new SearchCost(network), new SearchCost(network));
    }

    /// <summary>Energy of what is no choice, such as stems and read-outs, mJ an inference.</summary>
    public double FixedMj => energy.Total - subnets.SelectMany(subnet => subnet.Trellis.Operations()).Sum(energy.Of);

    /// <inheritdoc/>
    public void Measure(Func<ActivityRecorder> pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        IReadOnlyList<LayerActivity> layers = pass().Activities();
        energy.Take(layers.Select(layer => (layer.Name, FinalMj(layer))));
        operations.Take(layers.Select(layer => (layer.Name, layer.DenseMacs * scale.Of(layer.Name))));
        parameters.Take(scale.Weights.Select(layer => (layer.Key, (double)layer.Value)));
    }

    /// <inheritdoc/>
    public Tensor Expected() => energy.Expected(Uses()) + (float)FixedMj;

    /// <inheritdoc/>
    public Tensor? Penalty(CostWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Tensor? sum = weights.Energy > 0 ? Expected() * (float)weights.Energy : null;
        foreach ((SearchCost cost, double weight) in new[] { (operations, weights.Operations / 1e9), (parameters, weights.Parameters / 1e6) })
        {
            Tensor? part = weight > 0 ? cost.Expected(Uses()) * (float)weight : null;
            sum = part is null ? sum : sum is null ? part : sum + part;
        }

        return sum;
    }

    /// <inheritdoc/>
    public double MjOf(IReadOnlyList<SubnetGenotype> architecture) => FixedMj + subnets.Zip(architecture).SelectMany(pair => pair.First.Trellis.OperationsOf(pair.Second)).Sum(energy.Of);

    /// <inheritdoc/>
    public double OnOwnSpikes(IReadOnlyList<SubnetGenotype> architecture, Func<ActivityRecorder> pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return pass().Activities().Sum(FinalMj); // nothing runs but what was decided
    }

    /// <inheritdoc/>
    public ChosenArchitecture Decode(double budgetMj)
    {
        BudgetedArchitecture best = BudgetedDecoding.Decode([.. subnets.Select(subnet => subnet.Architecture.Logits())], MjOf, budgetMj, MaxCandidates);
        return new ChosenArchitecture([.. best.Subnets.Zip(subnets, (genotype, subnet) => genotype.WithNeurons(subnet.Architecture.Neuron))], best.Cost, best.Fits);
    }

    private double FinalMj(LayerActivity layer) => mjOf(layer) * scale.Of(layer.Name);

    private IEnumerable<(nn.Module Operation, Tensor Use)> Uses() => subnets.SelectMany(subnet => subnet.Trellis.Uses(subnet.Architecture));
}
