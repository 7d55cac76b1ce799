using Spectre.Console;

namespace EventStereo.Cli.Shell;

/// <summary>Tables of the same look everywhere: text to the left, numbers to the right, nothing taken for markup.</summary>
internal static class Tables
{
    /// <summary>A table; a column whose title begins with &gt; is set to the right.</summary>
    public static Table Create(params IReadOnlyList<string> columns)
    {
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string column in columns)
        {
            TableColumn made = new(Markup.Escape(column.TrimStart('>')));
            table.AddColumn(column.StartsWith('>') ? made.RightAligned() : made);
        }

        return table;
    }

    /// <summary>Adds a row of plain texts.</summary>
    public static Table Row(this Table table, params IReadOnlyList<string> cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    /// <summary>Two columns without lines: what and how much.</summary>
    public static Grid Facts(params IReadOnlyList<(string Name, string Value)> facts)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach ((string name, string value) in facts)
        {
            grid.AddRow(new Text(name, Style.Plain.Decoration(Decoration.Dim)), new Text(value));
        }

        return grid;
    }
}
