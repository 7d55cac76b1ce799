namespace EventStereo.Search.Architecture;

/// <summary>Where a genotype comes from: a publication, or a search run that can be repeated.</summary>
/// <param name="Source">In words: the publication, or the command that searched.</param>
/// <param name="Seed">Seed of the search run, null for a publication.</param>
/// <param name="Epoch">Epoch (from 1) of the search run at which it was decoded, null for a publication.</param>
public sealed record GenotypeProvenance(string Source, long? Seed = null, int? Epoch = null);
