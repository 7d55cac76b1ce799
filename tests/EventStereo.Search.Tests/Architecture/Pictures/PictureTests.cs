using System.Xml.Linq;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Tests.Architecture.Decoding;

namespace EventStereo.Search.Tests.Architecture.Pictures;

public sealed class PictureTests
{
    private static readonly CellGenotype Cell = BuiltInGenotypes.SpikeDhsStereo.MatchingCell;

    [Fact]
    public void A_cell_shows_each_input_node_and_operation_once()
    {
        XElement svg = Read(CellPicture.Draw(Cell, "the cell"));

        string[] texts = [.. Texts(svg)];
        Assert.Equal(["n0", "n1", "n2", "out", "s0", "s1"], texts.Where(text => text.Length <= 3).Order(StringComparer.Ordinal));
        Assert.Equal(3, texts.Count(text => text == "snn_b3"));
        Assert.Equal(3, texts.Count(text => text == "snn_b5"));
        Assert.Contains("the cell", texts);
    }

    [Fact]
    public void Nothing_of_a_cell_lies_on_anything_else_or_outside()
    {
        foreach (CellGenotype cell in (CellGenotype[])[Cell, BuiltInGenotypes.SpikeDhsStereo.FeatureCell, CellDecoder.Decode(new CellSpace { Nodes = 6, EdgesKept = 3 }, RandomLogits.Of(27, 3, 2))])
        {
            XElement svg = Read(CellPicture.Draw(cell, "cell"));
            (double X, double Y)[] circles = [.. Elements(svg, "circle").Select(circle => (Number(circle, "cx"), Number(circle, "cy")))];
            (double X, double Y)[] tags = [.. Elements(svg, "rect").Skip(1).Select(tag => (Number(tag, "x"), Number(tag, "y")))];

            Assert.Equal(cell.Nodes.Count + 3, circles.Length);
            Assert.All(Pairs(circles), pair => Assert.True(Math.Abs(pair.A.X - pair.B.X) > 100 || Math.Abs(pair.A.Y - pair.B.Y) > 42));
            Assert.All(Pairs(tags), pair => Assert.True(Math.Abs(pair.A.X - pair.B.X) > 60 || Math.Abs(pair.A.Y - pair.B.Y) >= 20));
            Assert.All(circles.Concat(tags), at => Assert.True(at.X > 20 && at.Y > 40 && at.X < Number(svg, "width") - 20 && at.Y < Number(svg, "height") - 20));
        }
    }

    [Fact]
    public void A_trellis_has_a_disc_for_every_cell_and_a_line_for_every_step_and_one_for_the_path()
    {
        TrellisSpace space = SubnetSpace.StereoMatching.Trellis;
        TrellisProbabilities probabilities = TrellisProbabilities.Of(space, RandomLogits.Of(16, 3, 1));

        XElement svg = Read(TrellisPicture.Draw(space, [1, 2, 2, 1], "path", probabilities));

        Assert.Equal(space.Edges().Count + 1, Elements(svg, "path").Count());
        Assert.Equal(2 * (1 + 2 + 3 + 4 + 4), Elements(svg, "circle").Count());
        Assert.Equal("M142 80 L238 150 L334 220 L430 220 L526 150", Elements(svg, "path").Last().Attribute("d")?.Value);
        Assert.Contains($"{Math.Round(probabilities.Reach(0, 1) * 100)}%", Texts(svg));
    }

    [Fact]
    public void A_path_without_its_trellis_is_drawn_on_one_that_holds_it()
    {
        foreach (int[] path in (int[][])[[1, 0], [0, 0, 1, 1, 1, 2, 2, 2], [3, 2], [2, 3, 3]])
        {
            Assert.True(TrellisPicture.SpaceOf(path).Contains(path));
            Assert.NotEmpty(Texts(Read(TrellisPicture.Draw(TrellisPicture.SpaceOf(path), path, "path"))));
        }
    }

    [Fact]
    public void A_trellis_refuses_the_path_of_another_one() =>
        Assert.Throws<ArgumentException>(() => TrellisPicture.Draw(SubnetSpace.StereoFeature.Trellis, [2, 2], "path"));

    [Fact]
    public void A_heat_map_has_a_field_for_each_candidate_and_epoch_as_dark_as_it_is_probable()
    {
        string text = HeatMapPicture.Draw([new HeatMapRow("s0 > n0", "skip_connect", [0, 1]), new HeatMapRow("s0 > n0", "snn_b3", [1, 0])], [3, 4], "alpha");
        XElement svg = Read(text);

        string[] fields = [.. Elements(svg, "rect").Where(rect => Number(rect, "height") == 15).Select(rect => rect.Attribute("fill")?.Value ?? "").Where(fill => fill != "none")];
        Assert.Equal(["#ffffff", "#082869", "#082869", "#ffffff"], fields);
        Assert.Contains("s0 > n0", Texts(svg));
        Assert.Contains("4", Texts(svg));
    }

    [Fact]
    public void A_long_search_is_thinned_out_to_a_picture_of_bounded_size()
    {
        double[] values = [.. Enumerable.Repeat(0.5, 9999)];
        string text = HeatMapPicture.Draw([new HeatMapRow("g", "c", values)], [.. Enumerable.Range(1, values.Length)], "t");

        Assert.InRange(Elements(Read(text), "rect").Count(), 380, 450);
    }

    [Fact]
    public void A_beta_shows_only_moves_that_exist_and_each_choice_adds_up_to_one()
    {
        ArchitectureHistory history = History();

        IReadOnlyList<HeatMapRow> rows = HeatMapRow.Of(history, "feature.beta");

        // Layer 0 from level 0: down, same; layer 1 from level 0 the same, from level 1 down, same, up.
        Assert.Equal(["down", "same", "down", "same", "down", "same", "up"], rows.Select(row => row.Label));
        Assert.All(rows.GroupBy(row => row.Group), choice => Assert.Equal(1, choice.Sum(row => row.Values[1]), 1e-12));
    }

    [Fact]
    public void A_genotype_and_its_search_have_all_their_pictures_twice_the_same()
    {
        IReadOnlyDictionary<string, string> pictures = GenotypePictures.Of(BuiltInGenotypes.SpikeDhsStereo, History(), 2);

        Assert.Equal(["feature.alpha.svg", "feature.beta.svg", "feature.cell.svg", "feature.path.svg", "matching.cell.svg", "matching.path.svg"], pictures.Keys);
        Assert.Equal(pictures, GenotypePictures.Of(BuiltInGenotypes.SpikeDhsStereo, History(), 2));
        Assert.All(pictures.Values, text => Assert.Equal("svg", Read(text).Name.LocalName));
    }

    [Fact]
    public void A_name_cannot_break_out_of_the_text()
    {
        string text = CellPicture.Draw(Cell, "</title><script>alert(1)</script> & \u0001 \ud800");

        Assert.Contains("</title><script>alert(1)</script> & ? ?", Texts(Read(text)));
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_name_cannot_leave_the_folder()
    {
        ArchitectureLogHeader header = new([], [new TableLabels("../../gamma", ["r"], ["a", "b"])]);
        ArchitectureHistory history = new(header, [new ArchitectureEpoch(1, 1, "g", new Dictionary<string, LogitTable> { ["../../gamma"] = new(1, 2, [0.0, 1]) })]);

        Assert.Contains(".._.._gamma.svg", GenotypePictures.Of(BuiltInGenotypes.SpikeDhsStereo, history).Keys);
    }

    private static ArchitectureHistory History() => new(
        new ArchitectureLogHeader([new SearchedSubnet("feature", SubnetSpace.StereoFeature)], []),
        [.. Enumerable.Range(1, 2).Select(epoch => new ArchitectureEpoch(epoch, epoch, "g", new Dictionary<string, LogitTable> { ["feature.alpha"] = RandomLogits.Of(9, 3, epoch), ["feature.beta"] = RandomLogits.Of(8, 3, epoch) }))]);

    private static XElement Read(string svg) => XDocument.Parse(svg).Root ?? throw new InvalidOperationException("an XML document has a root");

    private static IEnumerable<XElement> Elements(XElement svg, string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<string> Texts(XElement svg) => Elements(svg, "text").Select(text => text.Value);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)?.Value ?? "NaN", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<((double X, double Y) A, (double X, double Y) B)> Pairs((double X, double Y)[] items) => items.SelectMany((a, i) => items.Skip(i + 1).Select(b => (a, b)));
}
