using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>What a search does of its own in one task, on its network and its data; <see cref="ArchitectureSearcher{TGenotype}"/> and <see cref="ArchitectureSearchRun{TGenotype}"/> do the rest.</summary>
/// <typeparam name="TGenotype">What is found.</typeparam>
public interface ISearchTask<TGenotype> : IDisposable
    where TGenotype : Genotype
{
    /// <summary>The network with all its candidates, on its device.</summary>
    nn.Module Network { get; }

    /// <summary>What is chosen.</summary>
    SearchedArchitecture Architecture { get; }

    /// <summary>The same as the first line of an architecture log says it.</summary>
    ArchitectureLogHeader LogHeader { get; }

    /// <summary>What is searched on, in words.</summary>
    string Data { get; }

    /// <summary>What the share of wrong answers is called in the metrics.</summary>
    string ErrorName { get; }

    /// <summary>Prepares surrogate gradients to evolve with <paramref name="trained"/>; null where they stay as they are.</summary>
    EvolvingSurrogates? SurrogatesOf(TrainedWeights trained);

    /// <summary>The loss of batch <paramref name="index"/> of <paramref name="part"/>, a function of the seed and the two; tensors are the caller's scope's.</summary>
    SearchLoss LossOf(SearchPart part, int index);

    /// <summary>Runs batch <paramref name="index"/> of the architecture's part under a probe of the network's operations, in the network's mode; tensors are the caller's scope's.</summary>
    ActivityRecorder Measure(int index);

    /// <summary>The genotype of <paramref name="subnets"/>.</summary>
    /// <param name="source">Where it comes from, but for the command.</param>
    /// <param name="subnets">A genotype for each sub-network.</param>
    TGenotype Genotype(GenotypeProvenance source, IReadOnlyList<SubnetGenotype> subnets);
}
