using EventStereo.Search.Architecture.Decoding;

namespace EventStereo.Search.Architecture.History;

/// <summary>Genotypes from the logits of an architecture log.</summary>
public static class HistoryDecoder
{
    /// <summary>The most probable genotype of an epoch, with published neurons: for stereo of sub-networks <c>feature</c> and <c>matching</c>, for classification of <c>network</c>.</summary>
    /// <param name="history">The log.</param>
    /// <param name="epoch">One of its epochs.</param>
    /// <param name="name">What the genotype is to be called.</param>
    /// <exception cref="ArgumentException">There is no such epoch, or the log searched no sub-networks of a known task.</exception>
    public static Genotype Decode(ArchitectureHistory history, int epoch, string name)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArchitectureEpoch logits = history.Epochs.FirstOrDefault(candidate => candidate.Epoch == epoch) ?? throw new ArgumentException($"there is no epoch {epoch}", nameof(epoch));
        GenotypeProvenance provenance = new("decoded from the logits of a search", Epoch: epoch);
        return (Find("feature"), Find("matching"), Find("network")) switch
        {
            ({ } feature, { } matching, null) => new StereoGenotype(name, provenance, feature, matching),
            (null, null, { } network) => new ClassificationGenotype(name, provenance, network),
            _ => throw new ArgumentException($"the search is of {(history.Header.Subnets.Count == 0 ? "no sub-network" : string.Join(", ", history.Header.Subnets.Select(subnet => subnet.Name)))}, not of feature and matching or of network", nameof(history)),
        };

        SubnetGenotype? Find(string subnet) => history.Header.Subnets.FirstOrDefault(candidate => candidate.Name == subnet) is { } searched ? logits.LogitsOf(searched).Decode() : null;
    }
}
