using System.Text;

namespace EventStereo.Cli.Shell;

/// <summary>A table as Markdown has it.</summary>
internal static class MarkdownTable
{
    /// <summary>The lines of a table; a column whose title begins with &gt; is set to the right, as in <see cref="Tables"/>.</summary>
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        StringBuilder text = new($"| {string.Join(" | ", columns.Select(column => column.TrimStart('>')))} |\n|{string.Concat(columns.Select(column => column.StartsWith('>') ? "---:|" : "---|"))}\n");
        foreach (IReadOnlyList<string> cells in rows)
        {
            text.Append($"| {string.Join(" | ", cells)} |\n");
        }

        return text.ToString();
    }
}
