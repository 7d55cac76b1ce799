using EventStereo.Search.Architecture;

namespace EventStereo.Search.Strategy;

/// <summary>An architecture that a search has chosen.</summary>
/// <param name="Subnets">A genotype for each sub-network.</param>
/// <param name="Mj">Its energy by the spikes of the search's network, mJ an inference.</param>
/// <param name="Fits">Whether that is within the budget.</param>
public sealed record ChosenArchitecture(IReadOnlyList<SubnetGenotype> Subnets, double Mj, bool Fits);
