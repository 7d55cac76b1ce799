using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.History;

/// <summary>What the rows and columns of a table of logits stand for; its size with that.</summary>
public sealed record TableLabels
{
    /// <summary>Names a table; of rows and columns there is at least one each.</summary>
    /// <exception cref="ArgumentException">An empty name or label, or none.</exception>
    public TableLabels(string name, IReadOnlyList<string> rows, IReadOnlyList<string> columns)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (rows.Count == 0 || columns.Count == 0 || rows.Concat(columns).Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException($"table '{name}' needs rows and columns, each with a name", nameof(rows));
        }

        (Name, Rows, Columns) = (name, ValueList<string>.Of(rows), ValueList<string>.Of(columns));
    }

    /// <summary>As in <c>feature.alpha</c>.</summary>
    public string Name { get; }

    /// <summary>A label for each row.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>A label for each column.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The table <c>SUBNET.alpha</c>: edges, of separate cells layer by layer, by operations.</summary>
    public static TableLabels Alpha(string subnet, SubnetSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        CellSpace cell = space.Cell;
        string[] rows = [.. Enumerable.Range(0, space.AlphaRows).Select(row => space.SharesCell ? cell.EdgeName(row) : $"cell {row / cell.Edges}, {cell.EdgeName(row % cell.Edges)}")];
        return new TableLabels($"{subnet}.alpha", rows, [.. cell.Operations.Select(CellOperationNames.Of)]);
    }

    /// <summary>The table <c>SUBNET.beta</c>: layers and levels by moves; the level is that of what enters the layer.</summary>
    public static TableLabels Beta(string subnet, TrellisSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        string[] rows = [.. Enumerable.Range(0, space.Layers * space.Levels).Select(row => $"cell {row / space.Levels} from level {row % space.Levels}")];
        return new TableLabels($"{subnet}.beta", rows, [.. space.LevelChanges.Select(change => change switch { 0 => "same", > 0 => "down", _ => "up" })]);
    }
}
