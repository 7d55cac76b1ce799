using System.Globalization;

namespace EventStereo.Search.Architecture;

/// <summary>
/// One kept edge of a cell: where it comes from and what it does. The pair is one value, so that sources and operations
/// cannot be sorted apart.
/// </summary>
public sealed record EdgeGenotype
{
    /// <summary>Source of an edge that comes from the cell before the previous one, <c>s0</c>.</summary>
    public const int PreviousPrevious = 0;

    /// <summary>Source of an edge that comes from the previous cell, <c>s1</c>.</summary>
    public const int Previous = 1;

    /// <summary>Source of an edge that comes from node 0, <c>n0</c>; node k has this plus k.</summary>
    public const int FirstNode = 2;

    /// <summary>Makes an edge from <paramref name="source"/>: 0 for s0, 1 for s1, 2 + k for node k.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative source, or an operation that is unknown or <see cref="CellOperation.None"/>.</exception>
    public EdgeGenotype(int source, CellOperation operation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(source);
        if (operation == CellOperation.None)
        {
            throw new ArgumentOutOfRangeException(nameof(operation), operation, "an edge of a genotype does something: where there is none, leave it out");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)operation, (uint)CellOperation.None, nameof(operation));
        Source = source;
        Operation = operation;
    }

    /// <summary>0 for s0, 1 for s1, 2 + k for node k.</summary>
    public int Source { get; }

    /// <summary>What the edge computes.</summary>
    public CellOperation Operation { get; }

    /// <summary>Whether the edge comes from an input of the cell rather than from one of its nodes.</summary>
    public bool FromCellInput => Source < FirstNode;

    /// <summary>Whether the edge passes a node's spikes on unchanged and needs no weights.</summary>
    public bool IsIdentity => Operation == CellOperation.SkipConnect && !FromCellInput;

    /// <summary>Whether the edge has weights to train: all but a skip or a pooling between nodes.</summary>
    public bool HasWeights => FromCellInput || Operation is not (CellOperation.SkipConnect or CellOperation.MaxPool3);

    /// <summary>The source's name: <c>s0</c>, <c>s1</c>, <c>n0</c>, <c>n1</c>, ...</summary>
    public string SourceName => NameOfSource(Source);

    /// <summary>The name of <paramref name="source"/>: <c>s0</c>, <c>s1</c>, <c>n0</c>, <c>n1</c>, ...</summary>
    public static string NameOfSource(int source) => source < FirstNode
        ? string.Create(CultureInfo.InvariantCulture, $"s{source}")
        : string.Create(CultureInfo.InvariantCulture, $"n{source - FirstNode}");

    /// <summary>The source called <paramref name="name"/>; false unless it is s0, s1 or n and a number under 1000 without leading zeros.</summary>
    public static bool TryParseSource(string? name, out int source)
    {
        source = name switch { "s0" => PreviousPrevious, "s1" => Previous, _ => -1 };
        if (source < 0 && name is ['n', .. { Length: >= 1 and <= 3 } digits] && (digits[0] != '0' || digits.Length == 1)
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int node))
        {
            source = FirstNode + node;
        }

        return source >= 0;
    }

    /// <summary>As in <c>snn_b3(s0)</c>.</summary>
    public override string ToString() => $"{CellOperationNames.Of(Operation)}({SourceName})";
}
