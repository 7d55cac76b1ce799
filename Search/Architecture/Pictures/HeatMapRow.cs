using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Pictures;

/// <summary>One row of a heat map: the probability of one candidate over the epochs.</summary>
/// <param name="Group">The choice that it belongs to; rows of one choice add up to one.</param>
/// <param name="Label">The candidate.</param>
/// <param name="Values">Probability by epoch, 0 to 1.</param>
public sealed record HeatMapRow(string Group, string Label, IReadOnlyList<double> Values)
{
    /// <summary>The rows of the table called <paramref name="name"/>: softmax by row; of a sub-network's beta, of the levels that can be reached and over the moves that they have.</summary>
    /// <exception cref="ArgumentException">There is no such table, or an epoch lacks it.</exception>
    public static IReadOnlyList<HeatMapRow> Of(ArchitectureHistory history, string name)
    {
        ArgumentNullException.ThrowIfNull(history);
        TableLabels labels = history.Header.LabelsOf(name);
        LogitTable[] tables = [.. history.Epochs.Select(epoch => epoch.Tables.TryGetValue(name, out LogitTable? table) ? table : throw new ArgumentException($"epoch {epoch.Epoch} has no table '{name}'", nameof(name)))];
        TrellisSpace? trellis = history.Header.Subnets.FirstOrDefault(subnet => name == $"{subnet.Name}.beta")?.Space.Trellis;
        List<HeatMapRow> rows = [];
        for (int row = 0; row < labels.Rows.Count; row++)
        {
            int[] columns = trellis is null ? [.. Enumerable.Range(0, labels.Columns.Count)] : [.. trellis.EdgesFrom(row / trellis.Levels, row % trellis.Levels).Select(edge => edge.Move)];
            double[][] probabilities = [.. tables.Select(table => Softmax.Of([.. columns.Select(column => table[row, column])]))];
            rows.AddRange(columns.Select((column, i) => new HeatMapRow(labels.Rows[row], labels.Columns[column], [.. probabilities.Select(epoch => epoch[i])])));
        }

        return rows;
    }

    /// <summary>Whether every epoch of <paramref name="history"/> has the table, and there is one.</summary>
    internal static bool Covers(ArchitectureHistory history, string name) => history.Epochs.Count > 0 && history.Epochs.All(epoch => epoch.Tables.ContainsKey(name));
}
