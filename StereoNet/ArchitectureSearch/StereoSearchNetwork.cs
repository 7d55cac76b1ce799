using System.Globalization;
using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>The network of a stereo search with its architecture weights and what its operations cost.</summary>
internal sealed class StereoSearchNetwork : IDisposable
{
    /// <summary>Architectures tried for one within the budget.</summary>
    private const long MaxCandidates = 20_000;

    private readonly StereoSearchConfig config;
    private readonly SubnetArchitecture feature;
    private readonly SubnetArchitecture matching;
    private readonly SearchCost cost;
    private readonly StereoGenotype? found; // of a search for time constants, what was found before

    /// <summary>Makes it from the global random generator.</summary>
    /// <exception cref="InvalidDataException">There is no such genotype.</exception>
    public StereoSearchNetwork(StereoSearchConfig config)
    {
        this.config = config;
        if (config.Temporal is { } temporal)
        {
            found = StereoGenotypes.Resolve(temporal.Genotype);
            IReadOnlyList<NeuronGenotype> candidates = temporal.Candidates(found.StemNeuron);
            (feature, matching) = (new TemporalArchitecture(found.Feature, candidates), new TemporalArchitecture(found.Matching, candidates));
        }
        else
        {
            (feature, matching) = (new SpatialArchitecture(config.Space.Feature, config.Space.Neuron), new SpatialArchitecture(config.Space.Matching, config.Space.Neuron));
        }

        Network = new StereoNetwork(config.Network, feature, matching, StemNeuron);
        cost = new SearchCost(Network);
    }

    /// <summary>The network.</summary>
    public StereoNetwork Network { get; }

    /// <summary>What is searched, as the architecture log's first line says it.</summary>
    public ArchitectureLogHeader LogHeader => feature is SpatialArchitecture
        ? new ArchitectureLogHeader([new SearchedSubnet("feature", config.Space.Feature), new SearchedSubnet("matching", config.Space.Matching)], [])
        : new ArchitectureLogHeader([], [Gamma("feature", found!.Feature), Gamma("matching", found.Matching)]); // found before: these are its neurons

    /// <summary>All architecture weights, by the names of the log's tables.</summary>
    public IReadOnlyDictionary<string, LogitTable> Tables() =>
        feature.Tables().Select(table => ($"feature.{table.Key}", table.Value)).Concat(matching.Tables().Select(table => ($"matching.{table.Key}", table.Value))).ToDictionary();

    /// <summary>Sets the temperature of the architecture's probabilities.</summary>
    public double Temperature
    {
        set => feature.Temperature = matching.Temperature = (float)value;
    }

    /// <summary>Mean entropy of the two sub-networks' probabilities, nat, a scalar.</summary>
    public Tensor Entropy() => (feature.Entropy() + matching.Entropy()) / 2f;

    /// <summary>Expected energy of an inference, mJ, a scalar: what every architecture needs, and what is chosen by its probability.</summary>
    public Tensor ExpectedMj() => cost.Expected(Network.Uses()) + (float)FixedMj;

    /// <summary>Measures the energy of every layer, by the literature's count, on <paramref name="left"/> and <paramref name="right"/>, <c>[T B, C, H, W]</c> of <paramref name="steps"/> steps.</summary>
    public void Measure(Tensor left, Tensor right, int steps)
    {
        Decides(true); // mixed neurons send no spikes
        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(Network, recorder);
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        _ = Network.Similarities(left, right, new StateFlow(steps, observer: probe.Operations));
        recorder.CompleteInference((int)left.shape[0]);
        Decides(false);
        cost.Take(recorder.Activities().Select(layer => (layer.Name, EnergyModels.Literature.Spiking(layer).TotalMj)));
    }

    /// <summary>The most probable architecture within the budget, or the cheapest tried.</summary>
    /// <param name="name">Name of the genotype.</param>
    /// <param name="provenance">Where it comes from.</param>
    public (StereoGenotype Genotype, double Mj, bool Fits) Decode(string name, GenotypeProvenance provenance)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        if (feature is not SpatialArchitecture ofFeatures || matching is not SpatialArchitecture ofMatching)
        {
            return (Named(feature.Decode(), matching.Decode()), cost.Total, true);
        }

        double budget = config.BudgetMj > 0 ? config.BudgetMj : double.PositiveInfinity;
        BudgetedArchitecture best = BudgetedDecoding.Decode([ofFeatures.Logits(), ofMatching.Logits()], MjOf, budget, MaxCandidates);
        return (Named(ofFeatures.WithNeuron(best.Subnets[0]), ofMatching.WithNeuron(best.Subnets[1])), best.Cost, best.Fits);

        StereoGenotype Named(SubnetGenotype features, SubnetGenotype matches) => new(name, provenance, features, matches) { StemNeuron = StemNeuron };
    }

    /// <summary>Energy of the decoded network of <paramref name="subnets"/>, features and matching, by what was measured last, mJ an inference.</summary>
    public double MjOf(IReadOnlyList<SubnetGenotype> subnets) =>
        FixedMj + Network.FeatureTrellis.OperationsOf(subnets[0]).Concat(Network.MatchingTrellis.OperationsOf(subnets[1])).Sum(cost.Of);

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>Energy of what is no choice: stems, volume, read-outs.</summary>
    private double FixedMj => cost.Total - Network.FeatureTrellis.Operations().Concat(Network.MatchingTrellis.Operations()).Sum(cost.Of);

    private NeuronGenotype StemNeuron => found?.StemNeuron ?? config.Space.Neuron;

    private TableLabels Gamma(string subnet, SubnetGenotype genotype) => new(
        $"{subnet}.gamma",
        [.. Enumerable.Range(0, genotype.Path.Count).SelectMany(cell => Enumerable.Range(0, genotype.Cell.Nodes.Count).Select(node => $"cell {cell}, n{node}"))],
        [.. config.Temporal!.Decays.Select(decay => string.Create(CultureInfo.InvariantCulture, $"decay {decay}"))]); // there where neurons are searched

    private void Decides(bool decides)
    {
        foreach (TemporalArchitecture temporal in new SubnetArchitecture[] { feature, matching }.OfType<TemporalArchitecture>())
        {
            temporal.Decides = decides;
        }
    }
}
