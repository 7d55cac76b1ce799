namespace EventStereo.Search.Architecture;

/// <summary>Where a genotype comes from: a publication, or a search run that can be repeated.</summary>
/// <param name="Source">In words: the publication, or the command that searched.</param>
/// <param name="Seed">Seed of the search run, null for a publication.</param>
/// <param name="Epoch">Epoch (from 1) of the search run at which it was decoded, null for a publication.</param>
/// <param name="ConfigHash">SHA-256 of the search run's <c>config.json</c> as 64 lower-case hexadecimal digits, null for a publication.</param>
/// <param name="Data">What it was searched on, in words, null where unknown.</param>
public sealed record GenotypeProvenance(string Source, long? Seed = null, int? Epoch = null, string? ConfigHash = null, string? Data = null)
{
    /// <inheritdoc cref="GenotypeProvenance(string, long?, int?, string?, string?)" path="/param[@name='ConfigHash']"/>
    /// <exception cref="ArgumentException">It is no such hash.</exception>
    public string? ConfigHash { get; init => field = Checked(value); } = Checked(ConfigHash);

    /// <summary>Whether <paramref name="text"/> has the form of a hash.</summary>
    internal static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static string? Checked(string? hash) =>
        hash is null || IsHash(hash) ? hash : throw new ArgumentException($"'{hash}' is no SHA-256 in lower-case hexadecimal digits", nameof(hash));
}
