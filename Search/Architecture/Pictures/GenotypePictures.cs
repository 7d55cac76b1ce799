using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Pictures;

/// <summary>All pictures of a genotype, and of the search that found it.</summary>
public static class GenotypePictures
{
    /// <summary>
    /// The pictures by file name: for each sub-network <c>NAME.cell.svg</c> (of cells that differ <c>NAME.cell-0.svg</c> and so on) and <c>NAME.path.svg</c>, the latter with the probabilities of <paramref name="epoch"/> where the log has its
    /// logits and its trellis holds the path; for each table that every epoch has a heat map <c>TABLE.svg</c>; of surrogates that evolved <c>surrogates.svg</c>.
    /// </summary>
    /// <param name="genotype">What is drawn.</param>
    /// <param name="history">The log of its search, null if there is none.</param>
    /// <param name="epoch">Epoch of the log that the genotype is of, null for the last.</param>
    /// <param name="surrogates">How its surrogates evolved, null where they did not.</param>
    public static IReadOnlyDictionary<string, string> Of(Genotype genotype, ArchitectureHistory? history = null, int? epoch = null, SurrogateHistory? surrogates = null)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        SortedDictionary<string, string> pictures = new(StringComparer.Ordinal);
        foreach ((string name, SubnetGenotype subnet) in genotype.Subnets)
        {
            for (int cell = 0; cell < (subnet.SharesCell ? 1 : subnet.Cells.Count); cell++)
            {
                string which = subnet.SharesCell ? "cell" : $"cell-{cell}";
                pictures[$"{name}.{which}.svg"] = CellPicture.Draw(subnet.Cells[cell], $"{genotype.Name}: {name} {which}");
            }

            TrellisProbabilities? probabilities = Probabilities(name, subnet, history, epoch);
            pictures[$"{name}.path.svg"] = TrellisPicture.Draw(probabilities?.Space ?? TrellisPicture.SpaceOf(subnet.Path), subnet.Path, $"{genotype.Name}: {name} path", probabilities);
        }

        if (history is not null)
        {
            foreach (string table in history.Header.AllTables.Select(table => table.Name).Where(name => HeatMapRow.Covers(history, name)))
            {
                pictures[$"{FileNameOf(table)}.svg"] = HeatMapPicture.Draw(HeatMapRow.Of(history, table), [.. history.Epochs.Select(one => one.Epoch)], $"{table} over the epochs");
            }
        }

        if (surrogates is { Steps.Count: > 0 })
        {
            pictures["surrogates.svg"] = SurrogatePicture.Draw(surrogates, $"{genotype.Name}: surrogate gradients");
        }

        return pictures;
    }

    private static TrellisProbabilities? Probabilities(string name, SubnetGenotype subnet, ArchitectureHistory? history, int? epoch)
    {
        SearchedSubnet? searched = history?.Header.Subnets.FirstOrDefault(candidate => candidate.Name == name);
        int last = history is { Epochs.Count: > 0 } ? history.Epochs[^1].Epoch : 0;
        ArchitectureEpoch? logits = history?.Epochs.FirstOrDefault(candidate => candidate.Epoch == (epoch ?? last));
        return searched is not null && searched.Space.Trellis.Contains(subnet.Path) && logits is not null && logits.Tables.TryGetValue($"{name}.beta", out LogitTable? beta)
            ? TrellisProbabilities.Of(searched.Space.Trellis, beta)
            : null;
    }

    /// <summary>Names of tables come from a file: what is no letter, digit, dot or dash would be a path.</summary>
    private static string FileNameOf(string table) => new([.. table.Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);
}
