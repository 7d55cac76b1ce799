namespace EventStereo.Search.Architecture.Pictures;

/// <summary>
/// Where the parts of a cell's picture lie, in columns and slots. A node's column is one more than the farthest of its sources'; an edge over several columns takes a slot in each of
/// those between, so that it passes no node. Within a column, parts lie in the order of the middle of what they come from. Source: Sugiyama et al., IEEE Trans. SMC 11, 1981, one pass.
/// </summary>
internal sealed class CellLayout
{
    private readonly List<List<Item>> columns = [];
    private readonly List<(List<Item> Items, CellOperation? Operation)> edges = [];

    private CellLayout()
    {
    }

    /// <summary>Columns of the picture.</summary>
    public int Columns => columns.Count;

    /// <summary>Slots of the fullest column.</summary>
    public int Slots => columns.Max(column => column.Count);

    /// <summary>What has a name: inputs s0 and s1, nodes, the output.</summary>
    public IEnumerable<(string Name, Place Place)> Boxes => columns.SelectMany(column => column).Where(item => item.Name is not null).Select(item => (item.Name!, PlaceOf(item))); // as just asked

    /// <summary>The edges, and, without an operation, the ways of nodes to the output.</summary>
    public IEnumerable<Wire> Wires => edges.Select(edge => new Wire([.. edge.Items.Select(PlaceOf)], edge.Operation));

    /// <summary>Lays a cell out.</summary>
    public static CellLayout Of(CellGenotype cell)
    {
        CellLayout layout = new();
        List<Item> sources = [layout.Add(0, "s0"), layout.Add(0, "s1")];
        foreach (NodeGenotype node in cell.Nodes)
        {
            int column = 1 + node.Edges.Max(edge => sources[edge.Source].Column);
            sources.Add(layout.Add(column, $"n{sources.Count - EdgeGenotype.FirstNode}"));
        }

        Item output = layout.Add(layout.columns.Count, "out");
        for (int k = 0; k < cell.Nodes.Count; k++)
        {
            Item node = sources[EdgeGenotype.FirstNode + k];
            foreach (EdgeGenotype edge in cell.Nodes[k].Edges)
            {
                layout.Connect(sources[edge.Source], node, edge.Operation);
            }
        }

        foreach (Item node in sources.Skip(EdgeGenotype.FirstNode))
        {
            layout.Connect(node, output, null);
        }

        layout.Order();
        return layout;
    }

    private Item Add(int column, string? name)
    {
        while (columns.Count <= column)
        {
            columns.Add([]);
        }

        Item item = new(name, column);
        columns[column].Add(item);
        return item;
    }

    private void Connect(Item from, Item to, CellOperation? operation)
    {
        List<Item> items = [from];
        for (int column = from.Column + 1; column <= to.Column; column++)
        {
            Item next = column == to.Column ? to : Add(column, null);
            next.Before.Add(items[^1]);
            items.Add(next);
        }

        edges.Add((items, operation));
    }

    private void Order()
    {
        foreach (List<Item> column in columns)
        {
            Item[] ordered = [.. column.OrderBy(item => item.Before.Count == 0 ? 0 : item.Before.Average(before => before.Slot))]; // stable
            for (int i = 0; i < ordered.Length; i++)
            {
                ordered[i].Slot = i - ((ordered.Length - 1) / 2.0);
            }
        }
    }

    private Place PlaceOf(Item item) => new(item.Column, item.Slot + ((Math.Max(2, Slots) - 1) / 2.0));

    /// <summary>A place: column from the left, slot from the top, in halves.</summary>
    public readonly record struct Place(int Column, double Slot);

    /// <summary>A way through the picture.</summary>
    public sealed record Wire(IReadOnlyList<Place> Places, CellOperation? Operation);

    private sealed class Item(string? name, int column)
    {
        public string? Name { get; } = name;

        public int Column { get; } = column;

        /// <summary>From the middle of the column.</summary>
        public double Slot { get; set; }

        public List<Item> Before { get; } = [];
    }
}
