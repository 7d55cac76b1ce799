using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.History;

/// <summary>A sub-network under search, whose tables of logits are <c>NAME.alpha</c> and <c>NAME.beta</c>.</summary>
/// <param name="Name">As in a genotype file: <c>feature</c>, <c>matching</c>, <c>network</c>.</param>
/// <param name="Space">What it may be.</param>
public sealed record SearchedSubnet(string Name, SubnetSpace Space);
