using System.Globalization;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Pictures;

/// <summary>A trellis of resolutions with one path drawn strongly, as in the paper's figure 1: layers to the right, levels downwards, coarser ones below.</summary>
public static class TrellisPicture
{
    private const double ColumnPx = 96, RowPx = 70, LeftPx = 190, TopPx = 80, RadiusPx = 19;
    private const string Chosen = "#d55e00", Other = "#4a6a8a";

    /// <summary>The picture as SVG; equal arguments give equal texts.</summary>
    /// <param name="space">The trellis.</param>
    /// <param name="path">The chosen levels, of this trellis.</param>
    /// <param name="title">Written above it.</param>
    /// <param name="probabilities">If given, a cell is as opaque as it is probable, a step as the product of its start's probability and its own, and each cell shows its percentage.</param>
    /// <exception cref="ArgumentException">The path is none of the trellis, or the probabilities are of another one.</exception>
    public static string Draw(TrellisSpace space, IReadOnlyList<int> path, string title, TrellisProbabilities? probabilities = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(title);
        if (!space.Contains(path) || (probabilities is not null && probabilities.Space != space))
        {
            throw new ArgumentException($"[{string.Join(", ", path)}] and its probabilities are not of this trellis", nameof(path));
        }

        SvgText svg = new(Math.Max(LeftPx + (space.Layers * ColumnPx) + 50, 60 + (title.Length * 9)), TopPx + (space.MaxLevel * RowPx) + 60, title);
        Frame(svg, space);
        foreach (TrellisEdge edge in space.Edges())
        {
            double probability = probabilities is null ? 0.35 : 0.08 + (0.92 * probabilities.Reach(edge.Layer - 1, edge.From) * probabilities.Transition(edge));
            svg.Curve([At(edge.Layer - 1, edge.From), At(edge.Layer, edge.To)], Other, 1.5, probability, bent: false);
        }

        svg.Curve([At(-1, space.StartLevel), .. path.Select((level, layer) => At(layer, level))], Chosen, 5, bent: false);
        for (int layer = -1; layer < space.Layers; layer++)
        {
            foreach (int level in space.LevelsAt(layer))
            {
                Cell(svg, layer, level, layer < 0 || path[layer] == level, probabilities);
            }
        }

        return svg.ToString();
    }

    /// <summary>A trellis just wide enough for <paramref name="path"/>, for a genotype that does not say where it was searched: down, same and up from level 0, or from the path's first level.</summary>
    public static TrellisSpace SpaceOf(IReadOnlyList<int> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new TrellisSpace { Layers = path.Count, StartLevel = path[0] <= 1 ? 0 : path[0], MaxLevel = SubnetGenotype.MaxLevel };
    }

    private static void Frame(SvgText svg, TrellisSpace space)
    {
        for (int level = 0; level <= space.MaxLevel; level++)
        {
            svg.Text(20, At(0, level).Y + 4, $"level {level}, 1/{1 << level}");
        }

        svg.Text(At(-1, 0).X, TopPx - 32, "in", 12, "middle");
        for (int layer = 0; layer < space.Layers; layer++)
        {
            svg.Text(At(layer, 0).X, TopPx - 32, string.Create(CultureInfo.InvariantCulture, $"cell {layer}"), 12, "middle");
        }
    }

    private static void Cell(SvgText svg, int layer, int level, bool isChosen, TrellisProbabilities? probabilities)
    {
        (double x, double y) = At(layer, level);
        double reach = probabilities?.Reach(layer, level) ?? (isChosen ? 1 : 0);
        svg.Circle(x, y, RadiusPx, "#ffffff", isChosen ? Chosen : Other, isChosen ? 3 : 1.5);
        svg.Circle(x, y, RadiusPx - 2, isChosen ? "#ffd9b8" : "#a9c4de", "none", opacity: reach);
        if (probabilities is not null)
        {
            svg.Text(x, y + 4, string.Create(CultureInfo.InvariantCulture, $"{reach * 100:0}%"), 11, "middle");
        }
    }

    private static (double X, double Y) At(int layer, int level) => (LeftPx + ((layer + 0.5) * ColumnPx), TopPx + (level * RowPx));
}
