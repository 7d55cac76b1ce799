using EventStereo.Search.Architecture.Decoding;

namespace EventStereo.Search.Architecture.History;

/// <summary>The lines of an architecture log as JSON, and back, strictly.</summary>
internal static class ArchitectureLogLines
{
    private const string FormatName = "eventstereo-architecture";

    private const int Version = 1;

    /// <summary>The header's line without its newline.</summary>
    public static byte[] Of(ArchitectureLogHeader header) => LogJson.Line(
        new HeaderLine(FormatName, Version, [.. header.Subnets.Select(Line)], [.. header.Tables.Select(table => new TableLine(table.Name, [.. table.Rows], [.. table.Columns]))]));

    /// <summary>An epoch's line without its newline.</summary>
    /// <exception cref="ArgumentException">A table that the header does not declare, or of another size.</exception>
    public static byte[] Of(ArchitectureEpoch epoch, ArchitectureLogHeader header)
    {
        Check(epoch.Epoch >= 1 && epoch.Step >= 0 && epoch.Genotype.Length > 0, "an epoch is from 1, a step from 0, and a genotype has a name");
        Dictionary<string, double[][]> tables = [];
        foreach (TableLabels labels in header.AllTables.Where(labels => epoch.Tables.ContainsKey(labels.Name)))
        {
            LogitTable table = epoch.Tables[labels.Name];
            Check(table.Rows == labels.Rows.Count && table.Columns == labels.Columns.Count, $"table '{labels.Name}' is {table.Rows} x {table.Columns}, declared {labels.Rows.Count} x {labels.Columns.Count}");
            tables.Add(labels.Name, [.. Enumerable.Range(0, table.Rows).Select(row => table.Row(row).ToArray())]);
        }

        foreach (string name in epoch.Tables.Keys)
        {
            _ = header.LabelsOf(name);
        }

        return LogJson.Line(new EpochLine(epoch.Epoch, epoch.Step, epoch.Genotype, tables));

        static void Check(bool holds, string problem)
        {
            if (!holds)
            {
                throw new ArgumentException(problem, nameof(epoch));
            }
        }
    }

    /// <summary>Reads the first line.</summary>
    /// <exception cref="InvalidDataException">It is no header; <paramref name="place"/> names file and line.</exception>
    public static ArchitectureLogHeader Header(ReadOnlySpan<byte> json, string place)
    {
        HeaderLine line = LogJson.Parse<HeaderLine>(json, place);
        if (line.Format != FormatName || line.Version != Version)
        {
            throw new InvalidDataException($"{place}: not an architecture log of version {Version}, the only one this program reads");
        }

        try
        {
            if (line.Subnets.Contains(null!) || line.Tables.Contains(null!)) // what was read may hold null in spite of its type
            {
                throw new InvalidDataException($"{place}: an item is null");
            }

            return new ArchitectureLogHeader([.. line.Subnets.Select(subnet => new SearchedSubnet(subnet.Name, new() { Cell = subnet.Cell, Trellis = subnet.Trellis, SharesCell = subnet.SharesCell }))], [.. line.Tables.Select(table => new TableLabels(table.Name, table.Rows, table.Columns))]);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{place}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads another line.</summary>
    /// <exception cref="InvalidDataException">It is no epoch of this header.</exception>
    public static ArchitectureEpoch Epoch(ReadOnlySpan<byte> json, ArchitectureLogHeader header, string place)
    {
        EpochLine line = LogJson.Parse<EpochLine>(json, place);
        if (line.Epoch < 1 || line.Step < 0 || string.IsNullOrWhiteSpace(line.Genotype))
        {
            throw new InvalidDataException($"{place}: epoch {line.Epoch}, step {line.Step} or the genotype is impossible");
        }

        try
        {
            return new ArchitectureEpoch(line.Epoch, line.Step, line.Genotype, line.Tables.ToDictionary(pair => pair.Key, pair => Table(pair.Value, header.LabelsOf(pair.Key), place), StringComparer.Ordinal));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{place}: {exception.Message}", exception);
        }
    }

    private static LogitTable Table(double[][] rows, TableLabels labels, string place) =>
        rows is not null && rows.Length == labels.Rows.Count && rows.All(row => row is not null && row.Length == labels.Columns.Count)
            ? new LogitTable(rows.Length, labels.Columns.Count, rows.SelectMany(row => row).ToArray())
            : throw new InvalidDataException($"{place}: table '{labels.Name}' is not {labels.Rows.Count} rows of {labels.Columns.Count}, as line 1 declares it");

    private static SubnetLine Line(SearchedSubnet subnet) => new(subnet.Name, subnet.Space.Cell, subnet.Space.Trellis, subnet.Space.SharesCell);

    private sealed record HeaderLine(string Format, int Version, IReadOnlyList<SubnetLine> Subnets, IReadOnlyList<TableLine> Tables);

    private sealed record SubnetLine(string Name, Space.CellSpace Cell, Space.TrellisSpace Trellis, bool SharesCell = true);

    private sealed record TableLine(string Name, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns);

    private sealed record EpochLine(int Epoch, long Step, string Genotype, IReadOnlyDictionary<string, double[][]> Tables);
}
