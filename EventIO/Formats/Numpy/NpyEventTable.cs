using EventStereo.EventIO.Formats.Columns;
using EventStereo.EventIO.Formats.Text;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>Where one camera's events are: their columns, each in an array of its own or together as the fields of one.</summary>
internal sealed record NpyEventTable
{
    private static readonly EventField[] Order = [EventField.Time, EventField.X, EventField.Y, EventField.Polarity];

    /// <summary>Names of the arrays; empty for the one of an NPY file.</summary>
    public required IReadOnlyList<string> Arrays { get; init; }

    /// <summary>Number of events.</summary>
    public required long Rows { get; init; }

    /// <summary>What is read: time, x, y, polarity and, last, the camera if there is such a column.</summary>
    public required IReadOnlyList<NpyEventColumn> Columns { get; init; }

    /// <summary>Whether rows name their camera.</summary>
    public bool IsStereo => Columns.Count > Order.Length;

    /// <summary>The table in one array: (N, 4) as t, x, y, p, or a structured type with those fields.</summary>
    /// <returns>Null if the array is no table of events.</returns>
    /// <exception cref="InvalidDataException">Two fields hold the same.</exception>
    public static NpyEventTable? InOne(string path, string array, NpyRows rows)
    {
        if (rows.Structured && rows.Shape.Count == 1)
        {
            return Of(path, [array], rows.Count, [.. rows.Fields.Select(field => (EventColumnName.Of(field.Name), 0, field))]);
        }

        return rows.Shape.Count == 2 && rows.Shape[1] == Order.Length && rows.Fields.Count == Order.Length
            ? Of(path, [array], rows.Count, [.. rows.Fields.Select((field, i) => (new EventColumnName(Order[i], null), 0, field))])
            : null;
    }

    /// <summary>The table in arrays of one dimension whose names begin with <paramref name="prefix"/>.</summary>
    /// <returns>Null if time, x, y or polarity is missing.</returns>
    /// <exception cref="InvalidDataException">Two arrays hold the same, or one is longer than another.</exception>
    public static NpyEventTable? InColumns(string path, string prefix, IReadOnlyDictionary<string, NpyRows> arrays)
    {
        (string Name, EventColumnName Column, NpyRows Rows)[] found =
        [
            .. arrays.Where(array => array.Key.StartsWith(prefix, StringComparison.Ordinal) && array.Value is { Shape.Count: 1, Structured: false, Fields.Count: 1 })
                .OrderBy(array => array.Key, StringComparer.Ordinal)
                .Select(array => (array.Key, EventColumnName.Of(array.Key.AsSpan(prefix.Length)), array.Value))
                .Where(array => array.Item2.Field != EventField.Other),
        ];
        NpyEventTable? table = Of(
            path, [.. found.Select(array => array.Name)], found.Length == 0 ? 0 : found[0].Rows.Count, [.. found.Select((array, i) => (array.Column, i, array.Rows.Fields[0]))]);
        return table is null || found.All(array => array.Rows.Count == table.Rows)
            ? table
            : throw new InvalidDataException($"{path}: arrays of unequal length: {string.Join(", ", found.Select(array => $"{array.Name} has {array.Rows.Count:N0}"))}");
    }

    private static NpyEventTable? Of(string path, IReadOnlyList<string> arrays, long rows, (EventColumnName Name, int Array, NpyField Field)[] columns)
    {
        List<NpyEventColumn> ordered = [];
        foreach (EventField field in (EventField[])[.. Order, EventField.Camera])
        {
            (EventColumnName Name, int Array, NpyField Field)[] same = [.. columns.Where(column => column.Name.Field == field)];
            if (same.Length > 1)
            {
                throw new InvalidDataException($"{path}: two columns hold the {field.ToString().ToLowerInvariant()}: {Show(arrays, same[0])} and {Show(arrays, same[1])}");
            }

            if (same.Length == 0 && field != EventField.Camera)
            {
                return null;
            }

            ordered.AddRange(same.Select(column => new NpyEventColumn(
                column.Array, column.Field, column.Name.Unit ?? (column.Field.Type.IsFloat ? TimeUnit.Seconds : TimeUnit.Microseconds))));
        }

        return new NpyEventTable { Arrays = arrays, Rows = rows, Columns = ordered };
    }

    private static string Show(IReadOnlyList<string> arrays, (EventColumnName Name, int Array, NpyField Field) column) =>
        TextExcerpt.Of(column.Field.Name.Length > 0 ? column.Field.Name : arrays[column.Array]);
}
