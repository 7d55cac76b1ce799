using EventStereo.Energy;
using EventStereo.Search.Architecture;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// What the networks cost that a search chooses among: energy, mJ an inference, by the spikes of the search's own network. An architecture is a genotype for each of the network's sub-networks, in its order.
/// </summary>
public interface IArchitectureCost
{
    /// <summary>Measures on a pass of the network, mixed or decided, for all that follows.</summary>
    /// <param name="pass">Runs the network under a probe of its operations and gives the recorder of one or more whole inferences.</param>
    void Measure(Func<ActivityRecorder> pass);

    /// <summary>Expected energy by the architecture's probabilities, mJ, a scalar with its graph.</summary>
    Tensor Expected();

    /// <summary>What the architecture's loss counts beside the accuracy, nat, a scalar with its graph; null where no weight is above 0.</summary>
    Tensor? Penalty(CostWeights weights);

    /// <summary>Energy of the decoded network of <paramref name="architecture"/>, by what was measured last, mJ.</summary>
    double MjOf(IReadOnlyList<SubnetGenotype> architecture);

    /// <summary>Energy of the network while it is decided as <paramref name="architecture"/>, on its own spikes in <paramref name="pass"/>, mJ. What was measured before stays.</summary>
    double OnOwnSpikes(IReadOnlyList<SubnetGenotype> architecture, Func<ActivityRecorder> pass);

    /// <summary>The most probable architecture of at most <paramref name="budgetMj"/>, infinite for no limit; the cheapest that was tried where there is none.</summary>
    ChosenArchitecture Decode(double budgetMj);
}
