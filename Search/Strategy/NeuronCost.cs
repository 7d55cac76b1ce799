using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Cells;
using EventStereo.Search.Ops;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// The energy of the networks of a search for neurons. What a neuron costs is what the operations that read its map cost: multiply-accumulates, all of them, behind an artificial one, accumulations at
/// its rate behind a spiking one. It is measured on the search's own network, for each candidate on the candidate's own output, so that the energy of what is decoded is a sum over nodes,
/// <c>E = fixed + sum over nodes n of e[n, k_n]</c>, and in expectation <c>fixed + sum over n, k of p[n, k] e[n, k]</c>, which gradients flow through. Of several groups of channels each counts as a node.
/// Source: the hybrid networks of "Spatial-Temporal Search for Spiking Neural Networks", arXiv 2410.18580, which gives no formula; this one is the project's own.
/// </summary>
public sealed class NeuronCost : IArchitectureCost
{
    private readonly nn.Module network;
    private readonly IReadOnlyList<(Trellis Trellis, NeuronArchitecture Architecture)> subnets;
    private readonly SpikeResampling resampling;
    private readonly Func<LayerActivity, double> mjOf;
    private readonly Dictionary<nn.Module, int> firstRow = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<nn.Module, int> groups = new(ReferenceEqualityComparer.Instance);
    private double[][] mj; // by row of the architectures' tables, one after the other, then by candidate

    /// <summary>Prepares for a network; every cost is 0 until it is measured.</summary>
    /// <param name="network">The network.</param>
    /// <param name="subnets">Its sub-networks whose neurons are searched.</param>
    /// <param name="resampling">How its maps change level.</param>
    /// <param name="mjOf">The energy of an operation, mJ an inference.</param>
    public NeuronCost(nn.Module network, IReadOnlyList<(Trellis Trellis, NeuronArchitecture Architecture)> subnets, SpikeResampling resampling, Func<LayerActivity, double> mjOf)
    {
        this.network = network ?? throw new ArgumentNullException(nameof(network));
        this.subnets = subnets ?? throw new ArgumentNullException(nameof(subnets));
        this.resampling = resampling;
        this.mjOf = mjOf ?? throw new ArgumentNullException(nameof(mjOf));
        List<double[]> rows = [];
        foreach ((Trellis trellis, NeuronArchitecture architecture) in subnets)
        {
            foreach (nn.Module neurons in Enumerable.Range(0, architecture.Plan.Layers).SelectMany(trellis.NeuronsOf))
            {
                firstRow[neurons] = rows.Count;
                groups[neurons] = architecture.Groups;
                rows.AddRange(Enumerable.Range(0, architecture.Groups).Select(_ => new double[((MixedNeurons)neurons).Candidates.Count]));
            }
        }

        mj = [.. rows];
    }

    /// <summary>Energy of what reads no searched neuron's map, mJ an inference.</summary>
    public double FixedMj { get; private set; }

    /// <summary>Energy of what reads a node's map, mJ an inference: a row for each row of the architectures' tables, one after the other, with a number for each candidate.</summary>
    public IReadOnlyList<IReadOnlyList<double>> NodeMj => mj;

    /// <inheritdoc/>
    public void Measure(Func<ActivityRecorder> pass) => (FixedMj, mj) = Prices(pass);

    /// <inheritdoc/>
    public Tensor Expected()
    {
        Tensor? sum = null;
        int row = 0;
        foreach ((_, NeuronArchitecture architecture) in subnets)
        {
            Tensor probabilities = architecture.Probabilities(); // [rows, K]
            int rows = (int)probabilities.shape[0];
            float[] costs = [.. mj.Skip(row).Take(rows).SelectMany(costs => costs.Select(cost => (float)cost))];
            Tensor part = (probabilities * tensor(costs, probabilities.shape).to(probabilities.device)).sum();
            sum = sum is null ? part : sum + part;
            row += rows;
        }

        return (sum ?? throw new InvalidOperationException("no sub-network")) + (float)FixedMj;
    }

    /// <inheritdoc/>
    /// <remarks>All networks of a search for neurons have the same operations and weights, or nearly: energy alone counts.</remarks>
    public Tensor? Penalty(CostWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Energy > 0 ? Expected() * (float)weights.Energy : null;
    }

    /// <inheritdoc/>
    public double MjOf(IReadOnlyList<SubnetGenotype> architecture) => Sum(architecture, FixedMj, mj);

    /// <inheritdoc/>
    public double OnOwnSpikes(IReadOnlyList<SubnetGenotype> architecture, Func<ActivityRecorder> pass)
    {
        (double fixedMj, double[][] prices) = Prices(pass);
        return Sum(architecture, fixedMj, prices);
    }

    /// <inheritdoc/>
    public ChosenArchitecture Decode(double budgetMj)
    {
        BudgetedChoice choice = BudgetedChoices.Decode([.. subnets.Select(subnet => subnet.Architecture.Logits())], mj, FixedMj, budgetMj);
        List<SubnetGenotype> decoded = [];
        IEnumerable<int> left = choice.Choices;
        foreach ((_, NeuronArchitecture architecture) in subnets)
        {
            int rows = architecture.Logits().Rows;
            decoded.Add(architecture.Decode([.. left.Take(rows)]));
            left = left.Skip(rows);
        }

        return new ChosenArchitecture(decoded, choice.Cost, choice.Fits);
    }

    private double Sum(IReadOnlyList<SubnetGenotype> architecture, double fixedMj, double[][] prices) =>
        fixedMj + subnets.Zip(architecture).SelectMany(pair => pair.First.Architecture.ChoicesOf(pair.Second)).Select((choice, row) => prices[row][choice]).Sum();

    /// <summary>What nothing chooses, and each candidate of each row, mJ an inference, in a pass.</summary>
    private (double FixedMj, double[][] Mj) Prices(Func<ActivityRecorder> pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        using CandidateProbe candidates = new(network, groups, resampling);
        ActivityRecorder whole = pass();
        double[][] prices = [.. mj.Select(row => new double[row.Length])];
        foreach ((MixedNeurons neurons, int group, int candidate, LayerActivity activity) in candidates.Activities(whole.Inferences))
        {
            prices[firstRow[neurons] + group][candidate] += mjOf(activity);
        }

        return (whole.Activities().Where(operation => !candidates.Covers(operation.Name)).Sum(mjOf), prices);
    }
}
