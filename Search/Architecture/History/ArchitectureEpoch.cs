using EventStereo.Search.Architecture.Decoding;

namespace EventStereo.Search.Architecture.History;

/// <summary>What a search had learned of the architecture at the end of an epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The training step after which it was written, rising from epoch to epoch.</param>
/// <param name="Genotype">The decoded genotype's name or fingerprint (<see cref="GenotypeFile.Fingerprint"/>).</param>
/// <param name="Tables">Logits by table name, all or some of the tables that the log's header declares.</param>
public sealed record ArchitectureEpoch(int Epoch, long Step, string Genotype, IReadOnlyDictionary<string, LogitTable> Tables)
{
    /// <summary>What was known of <paramref name="subnet"/>.</summary>
    /// <exception cref="ArgumentException">The epoch has not both of its tables.</exception>
    public SubnetLogits LogitsOf(SearchedSubnet subnet)
    {
        ArgumentNullException.ThrowIfNull(subnet);
        return Tables.TryGetValue($"{subnet.Name}.alpha", out LogitTable? alpha) && Tables.TryGetValue($"{subnet.Name}.beta", out LogitTable? beta)
            ? new SubnetLogits(subnet.Space, alpha, beta)
            : throw new ArgumentException($"epoch {Epoch} has no logits of '{subnet.Name}'", nameof(subnet));
    }
}
