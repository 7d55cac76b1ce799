namespace EventStereo.Search.Architecture.History;

/// <summary>The first line of an architecture log: what is searched, and with that which tables its epochs have. Equal by value.</summary>
public sealed record ArchitectureLogHeader
{
    /// <summary>Most tables of a log.</summary>
    public const int MaxTables = 1024;

    /// <summary>Most numbers of one epoch.</summary>
    public const int MaxNumbers = 1 << 20;

    /// <summary>Declares the tables of <paramref name="subnets"/> and <paramref name="tables"/> besides, such as those of neurons.</summary>
    /// <exception cref="ArgumentException">A space that is not valid, a name twice, or more than a log may have.</exception>
    public ArchitectureLogHeader(IReadOnlyList<SearchedSubnet> subnets, IReadOnlyList<TableLabels> tables)
    {
        ArgumentNullException.ThrowIfNull(subnets);
        ArgumentNullException.ThrowIfNull(tables);
        string[] problems = [.. subnets.SelectMany(subnet => subnet.Space.Validate(subnet.Name))];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(subnets));
        }

        // Before any label is made: a line of a file may ask for millions.
        if ((2L * subnets.Count) + tables.Count > MaxTables || subnets.Sum(Numbers) + tables.Sum(table => (long)table.Rows.Count * table.Columns.Count) > MaxNumbers)
        {
            throw new ArgumentException($"more than {MaxTables} tables or {MaxNumbers} numbers an epoch", nameof(tables));
        }

        Subnets = ValueList<SearchedSubnet>.Of(subnets);
        Tables = ValueList<TableLabels>.Of(tables);
        AllTables = ValueList<TableLabels>.Of(
            [.. subnets.SelectMany(subnet => new[] { TableLabels.Alpha(subnet.Name, subnet.Space), TableLabels.Beta(subnet.Name, subnet.Space.Trellis) }), .. tables]);
        if (AllTables.GroupBy(table => table.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"table '{twice.Key}' is declared twice", nameof(tables));
        }
    }

    /// <summary>Alphas and betas of a sub-network.</summary>
    private static long Numbers(SearchedSubnet subnet) =>
        ((long)subnet.Space.AlphaRows * subnet.Space.Cell.Operations.Count) + ((long)subnet.Space.Trellis.Layers * subnet.Space.Trellis.Levels * subnet.Space.Trellis.MoveCount);

    /// <summary>The sub-networks under search; none where only neurons are.</summary>
    public IReadOnlyList<SearchedSubnet> Subnets { get; }

    /// <summary>The tables beside those of the sub-networks.</summary>
    public IReadOnlyList<TableLabels> Tables { get; }

    /// <summary>Every table: <c>SUBNET.alpha</c> and <c>SUBNET.beta</c> of each sub-network, then the others.</summary>
    internal IReadOnlyList<TableLabels> AllTables { get; }

    /// <summary>The labels of the table called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public TableLabels LabelsOf(string name) => AllTables.FirstOrDefault(table => table.Name == name)
        ?? throw new ArgumentException($"there is no table '{name}' (known: {string.Join(", ", AllTables.Select(table => table.Name))})", nameof(name));
}
