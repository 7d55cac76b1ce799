using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.EventIO.Events;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>The network of a stereo search with its architecture weights and what its operations cost.</summary>
internal sealed class StereoSearchNetwork : IDisposable
{
    /// <summary>Architectures tried for one within the budget.</summary>
    private const long MaxCandidates = 20_000;

    /// <summary>Draws for each candidate within the budget.</summary>
    private const int DrawsACandidate = 200;

    private readonly StereoSearchConfig config;
    private readonly SubnetArchitecture feature;
    private readonly SubnetArchitecture matching;
    private readonly SearchCost energy; // mJ an inference
    private readonly SearchCost operations; // dense products an inference
    private readonly SearchCost parameters; // weights
    private double temperature = 1;
    private readonly FinalScale? scale; // to the network that is trained later; null for none
    private readonly StereoNeuronSearch? neurons; // of a search for neurons
    private readonly NeuronCost? neuronCost; // likewise

    /// <summary>Makes it from the global random generator.</summary>
    /// <param name="config">The search.</param>
    /// <param name="sensor">Size of the cameras' images.</param>
    /// <exception cref="InvalidDataException">There is no such genotype.</exception>
    public StereoSearchNetwork(StereoSearchConfig config, SensorSize sensor)
    {
        this.config = config;
        neurons = config.Neurons is null ? null : new StereoNeuronSearch(config.Neurons);
        (feature, matching) = neurons is null ? Spaces() : (neurons.Feature, neurons.Matching);
        Network = new StereoNetwork(config.Network, feature, matching, StemNeuron);
        scale = config.Final is null ? null : new FinalScale(Network, new SensorSize(config.Training.CropWidth, config.Training.CropHeight), Wider, config.Final, sensor);
        (energy, operations, parameters) = (new SearchCost(Network), new SearchCost(Network), new SearchCost(Network));
        neuronCost = neurons is null
            ? null
            : new NeuronCost(Network, [(Network.FeatureTrellis, neurons.Feature), (Network.MatchingTrellis, neurons.Matching)], config.Network.Resampling, MjOf);
    }

    /// <summary>The network.</summary>
    public StereoNetwork Network { get; }

    /// <summary>What is searched, as the architecture log's first line says it.</summary>
    public ArchitectureLogHeader LogHeader => neurons?.LogHeader
        ?? new ArchitectureLogHeader([new SearchedSubnet("feature", config.Space.Feature), new SearchedSubnet("matching", config.Space.Matching)], []);

    /// <summary>All architecture weights, by the names of the log's tables.</summary>
    public IReadOnlyDictionary<string, LogitTable> Tables() =>
        feature.Tables().Select(table => ($"feature.{table.Key}", table.Value)).Concat(matching.Tables().Select(table => ($"matching.{table.Key}", table.Value))).ToDictionary();

    /// <summary>Sets the temperature of the architecture's probabilities.</summary>
    public double Temperature
    {
        set => (temperature, feature.Temperature, matching.Temperature) = (value, (float)value, (float)value);
    }

    /// <summary>Mean entropy of the two sub-networks' probabilities, nat, a scalar.</summary>
    public Tensor Entropy() => (feature.Entropy() + matching.Entropy()) / 2f;

    /// <summary>The network that energies are of, in words.</summary>
    public string EnergyOf => scale is null
        ? $"at the crops' {config.Training.CropWidth}x{config.Training.CropHeight}"
        : $"at {scale.Images.Width}x{scale.Images.Height} with multipliers {scale.Config.FeatureMultiplier} and {scale.Config.MatchingMultiplier}";

    /// <summary>Expected energy of an inference, mJ, a scalar: what every architecture needs, and what is chosen by its probability.</summary>
    public Tensor ExpectedMj() => neuronCost?.Expected() ?? energy.Expected(Network.Uses()) + (float)FixedMj;

    /// <summary>What the architecture's loss counts beside the accuracy, nat, a scalar: expected energy, operations and parameters, each by its weight; null where none has one.</summary>
    public Tensor? Penalty()
    {
        Tensor? sum = config.EnergyWeight > 0 ? ExpectedMj() * (float)config.EnergyWeight : null;
        foreach ((SearchCost cost, double weight) in new[] { (operations, config.OperationsWeight / 1e9), (parameters, config.ParametersWeight / 1e6) })
        {
            Tensor? part = weight > 0 ? cost.Expected(Network.Uses()) * (float)weight : null;
            sum = part is null ? sum : sum is null ? part : sum + part;
        }

        return sum;
    }

    /// <summary>Measures the energy of every layer, by the literature's count, on <paramref name="left"/> and <paramref name="right"/>, <c>[T B, C, H, W]</c> of <paramref name="steps"/> steps.</summary>
    public void Measure(Tensor left, Tensor right, int steps)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        if (neuronCost is not null)
        {
            neuronCost.Measure(() => Recorded(left, right, steps));
            return;
        }

        IReadOnlyList<LayerActivity> layers = Recorded(left, right, steps).Activities();
        energy.Take(layers.Select(layer => (layer.Name, MjOf(layer))));
        operations.Take(layers.Select(layer => (layer.Name, layer.DenseMacs * (scale?.Of(layer.Name) ?? 1))));
        parameters.Take(scale?.Weights.Select(layer => (layer.Key, (double)layer.Value)) ?? FinalScale.WeightsOf(Network).Select(layer => (layer.Key, (double)layer.Value)));
    }

    /// <summary>From now on computes the decoded network of <paramref name="subnets"/>, features and matching; null mixes again.</summary>
    public void Decide(IReadOnlyList<SubnetGenotype>? subnets)
    {
        ((SpatialArchitecture)feature).Decide(subnets?[0]); // only cells and levels are drawn
        ((SpatialArchitecture)matching).Decide(subnets?[1]);
    }

    /// <summary>An architecture drawn by its probabilities, features and matching.</summary>
    public IReadOnlyList<SubnetGenotype> Sample(Random random) => [.. Logits().Select(subnet => subnet.Sample(random, temperature))];

    /// <summary>
    /// The most probable architecture that costs at most <paramref name="limitMj"/>, first, and others drawn by their probabilities that do, all different; fewer than <paramref name="count"/> where the draws find no more.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<SubnetGenotype>> Candidates(Random random, int count, double limitMj)
    {
        List<IReadOnlyList<SubnetGenotype>> found = [BudgetedDecoding.Decode(Logits(), MjOf, limitMj, MaxCandidates).Subnets];
        for (int draw = 0; draw < count * DrawsACandidate && found.Count < count; draw++)
        {
            IReadOnlyList<SubnetGenotype> drawn = Sample(random);
            if (MjOf(drawn) <= limitMj && !found.Any(known => known.SequenceEqual(drawn)))
            {
                found.Add(drawn);
            }
        }

        return found;
    }

    /// <summary>What a search finds in <paramref name="subnets"/>.</summary>
    public StereoGenotype Named(string name, GenotypeProvenance provenance, IReadOnlyList<SubnetGenotype> subnets) =>
        new(name, provenance, ((SpatialArchitecture)feature).WithNeuron(subnets[0]), ((SpatialArchitecture)matching).WithNeuron(subnets[1])) { StemNeuron = StemNeuron };

    /// <summary>Energy of the network as it is decided, measured on its own spikes, mJ an inference of the network that energies are of.</summary>
    public double MeasureDecided(Tensor left, Tensor right, int steps) => Recorded(left, right, steps).Activities().Sum(MjOf);

    /// <summary>The most probable architecture within the budget, or the cheapest tried.</summary>
    /// <param name="name">Name of the genotype.</param>
    /// <param name="provenance">Where it comes from.</param>
    public (StereoGenotype Genotype, double Mj, bool Fits) Decode(string name, GenotypeProvenance provenance)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        if (neuronCost is not null)
        {
            (IReadOnlyList<SubnetGenotype> chosen, BudgetedChoice choice) = neuronCost.Decode(Budget);
            return (new StereoGenotype(name, provenance, chosen[0], chosen[1]) { StemNeuron = StemNeuron }, choice.Cost, choice.Fits);
        }

        BudgetedArchitecture best = BudgetedDecoding.Decode(Logits(), MjOf, Budget, MaxCandidates);
        return (Named(name, provenance, best.Subnets), best.Cost, best.Fits);
    }

    /// <summary>Energy of the decoded network of <paramref name="subnets"/>, features and matching, by what was measured last, mJ an inference.</summary>
    public double MjOf(IReadOnlyList<SubnetGenotype> subnets) =>
        FixedMj + Network.FeatureTrellis.OperationsOf(subnets[0]).Concat(Network.MatchingTrellis.OperationsOf(subnets[1])).Sum(energy.Of);

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private double Budget => config.BudgetMj > 0 ? config.BudgetMj : double.PositiveInfinity;

    private SubnetLogits[] Logits() => [((SpatialArchitecture)feature).Logits(), ((SpatialArchitecture)matching).Logits()]; // of cells and levels

    private ActivityRecorder Recorded(Tensor left, Tensor right, int steps)
    {
        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(Network, recorder);
        _ = Network.Similarities(left, right, new StateFlow(steps, observer: probe.Operations));
        recorder.CompleteInference((int)left.shape[0]);
        return recorder;
    }

    private double MjOf(LayerActivity layer) => EnergyModels.Literature.Spiking(layer).TotalMj * (scale?.Of(layer.Name) ?? 1);

    private (SubnetArchitecture Feature, SubnetArchitecture Matching) Spaces() =>
        (new SpatialArchitecture(config.Space.Feature, config.Space.Neuron), new SpatialArchitecture(config.Space.Matching, config.Space.Neuron));

    /// <summary>The same network of another width.</summary>
    private StereoNetwork Wider(StereoNetworkConfig width)
    {
        StereoNeuronSearch? again = config.Neurons is null ? null : new StereoNeuronSearch(config.Neurons);
        (SubnetArchitecture ofFeatures, SubnetArchitecture ofMatching) = again is null ? Spaces() : (again.Feature, again.Matching);
        return new StereoNetwork(width, ofFeatures, ofMatching, StemNeuron);
    }

    /// <summary>Energy of what is no choice: stems, volume, read-outs.</summary>
    private double FixedMj => energy.Total - Network.FeatureTrellis.Operations().Concat(Network.MatchingTrellis.Operations()).Sum(energy.Of);

    private NeuronGenotype StemNeuron => neurons?.Found.StemNeuron ?? config.Space.Neuron;
}
