using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Cells;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// The architecture that a search chooses, of all sub-networks together: its probabilities, what is drawn by them, and what it costs. An architecture is a genotype for each sub-network, in their order.
/// </summary>
public sealed class SearchedArchitecture
{
    /// <summary>Draws for each candidate within the budget.</summary>
    private const int DrawsACandidate = 200;

    private readonly IReadOnlyList<(string Name, SubnetArchitecture Weights)> subnets;

    /// <summary>Puts sub-networks together.</summary>
    /// <param name="subnets">Their names and architecture weights.</param>
    /// <param name="cost">What they cost.</param>
    public SearchedArchitecture(IReadOnlyList<(string Name, SubnetArchitecture Weights)> subnets, IArchitectureCost cost)
    {
        this.subnets = subnets ?? throw new ArgumentNullException(nameof(subnets));
        Cost = cost ?? throw new ArgumentNullException(nameof(cost));
    }

    /// <summary>What they cost.</summary>
    public IArchitectureCost Cost { get; }

    /// <summary>Temperature of the probabilities, see <see cref="SubnetArchitecture.Temperature"/>.</summary>
    public double Temperature
    {
        set
        {
            foreach ((_, SubnetArchitecture weights) in subnets)
            {
                weights.Temperature = value;
            }
        }
    }

    /// <summary>Mean over the sub-networks of the entropy of their probabilities, nat, a scalar.</summary>
    public Tensor Entropy() => subnets.Select(subnet => subnet.Weights.Entropy()).Aggregate((sum, entropy) => sum + entropy) / (float)subnets.Count;

    /// <summary>All architecture weights, by the names of an architecture log's tables.</summary>
    public IReadOnlyDictionary<string, LogitTable> Tables() => subnets.SelectMany(subnet => subnet.Weights.Tables().Select(table => ($"{subnet.Name}.{table.Key}", table.Value))).ToDictionary();

    /// <summary>From now on the network computes <paramref name="architecture"/> alone, as its decoded network does; null mixes again.</summary>
    /// <exception cref="ArgumentException">It is none of those that are searched.</exception>
    public void Decide(IReadOnlyList<SubnetGenotype>? architecture)
    {
        for (int i = 0; i < subnets.Count; i++)
        {
            subnets[i].Weights.Decide(architecture?[i]);
        }
    }

    /// <summary>An architecture drawn by its probabilities.</summary>
    public IReadOnlyList<SubnetGenotype> Sample(Random random) => [.. subnets.Select(subnet => subnet.Weights.Sample(random))];

    /// <summary>
    /// The most probable architecture that costs at most <paramref name="limitMj"/>, first, and others drawn by their probabilities that do, all different; fewer than <paramref name="count"/> where the draws find no more.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<SubnetGenotype>> Candidates(Random random, int count, double limitMj)
    {
        List<IReadOnlyList<SubnetGenotype>> found = [Cost.Decode(limitMj).Subnets];
        for (int draw = 0; draw < count * DrawsACandidate && found.Count < count; draw++)
        {
            IReadOnlyList<SubnetGenotype> drawn = Sample(random);
            if (Cost.MjOf(drawn) <= limitMj && !found.Any(known => known.SequenceEqual(drawn)))
            {
                found.Add(drawn);
            }
        }

        return found;
    }
}
