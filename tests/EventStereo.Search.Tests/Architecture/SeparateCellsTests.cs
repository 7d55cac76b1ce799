using System.Text.Json.Nodes;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Tests.Architecture.Decoding;

namespace EventStereo.Search.Tests.Architecture;

/// <summary>Sub-networks whose layers do not share one cell.</summary>
public sealed class SeparateCellsTests
{
    private static readonly CellGenotype First = CellGenotype.FromEdgeNumbers(1, (0, 1), (1, 2)), Second = CellGenotype.FromEdgeNumbers(1, (1, 0));
    private static readonly SubnetGenotype Separate = new([0, 1], [First, Second]);
    private static readonly StereoGenotype Genotype = new("separate", new GenotypeProvenance("by hand"), Separate, Separate.WithNeurons(new NeuronGenotype { Decay = 0.6f }));
    private static readonly SubnetSpace Space = new() { Cell = new CellSpace { Nodes = 2 }, Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1 }, SharesCell = false };

    [Fact]
    public void A_file_holds_each_cell()
    {
        string json = GenotypeFile.ToJson(Genotype);

        Assert.Equal(Genotype, GenotypeFile.Parse(json, "text"));
        Assert.Equal(json, GenotypeFile.ToJson(GenotypeFile.Parse(json, "text")));
        Assert.DoesNotContain("\"cell\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_are_equal_are_written_as_the_one_they_are() =>
        Assert.DoesNotContain("\"cells\"", GenotypeFile.ToJson(Genotype with { Feature = new([0, 1], [First, First]), Matching = new([0], [First]) }), StringComparison.Ordinal);

    [Theory]
    [InlineData("one missing", "must have 2 cells")]
    [InlineData("both", "has no place beside cell")]
    [InlineData("empty", "cells[1] must be a list of 1 to")]
    public void A_file_that_does_not_fit_is_refused(string damage, string problem)
    {
        JsonNode root = JsonNode.Parse(GenotypeFile.ToJson(Genotype))!; // it is JSON
        JsonObject feature = root["feature"]!.AsObject(); // as written
        JsonArray cells = feature["cells"]!.AsArray(); // likewise
        switch (damage)
        {
            case "one missing":
                cells.RemoveAt(1);
                break;
            case "both":
                feature["cell"] = cells[0]!.DeepClone(); // there are two
                break;
            default:
                cells[1] = new JsonArray();
                break;
        }

        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(root.ToJsonString(), "text")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_of_several_sizes_are_refused() => Assert.Throws<ArgumentException>(() => new SubnetGenotype([0, 1], [First, CellGenotype.FromEdgeNumbers(2, (0, 0), (2, 0))]));

    [Fact]
    public void Each_layer_decodes_its_own_alphas()
    {
        LogitTable alpha = RandomLogits.Of(Space.AlphaRows, Space.Cell.Operations.Count, 3), beta = RandomLogits.Of(2 * Space.Trellis.Levels, Space.Trellis.MoveCount, 4);
        SubnetLogits logits = new(Space, alpha, beta);

        SubnetGenotype decoded = logits.Decode();

        Assert.Equal([CellDecoder.Decode(Space.Cell, alpha.Part(0, 5)), CellDecoder.Decode(Space.Cell, alpha.Part(5, 5))], decoded.Cells);
        Assert.False(decoded.SharesCell);
        Assert.Equal(decoded, BudgetedDecoding.Decode([logits], _ => 1, 2, 1).Subnets[0]);
        Assert.Equal(
            5, BudgetedDecoding.BestArchitectures([logits]).Take(200).Select(architecture => architecture.Subnets[0]).Distinct().Count() / 40); // none twice
    }

    [Fact]
    public void A_log_keeps_that_cells_are_separate()
    {
        ArchitectureLogHeader header = new([new SearchedSubnet("network", Space)], []);

        Assert.Equal(10, header.LabelsOf("network.alpha").Rows.Count);
        Assert.Equal("cell 1, s0 > n0", header.LabelsOf("network.alpha").Rows[5]);
    }

    [Fact]
    public void Differences_and_pictures_name_the_cell()
    {
        SubnetGenotype other = new([0, 1], [First, First], [.. Separate.Neurons]);

        Assert.Equal(["feature.cells[1].n0 from s1: skip_connect -> snn_b5", "feature.cells[1].n0 from s0: no edge -> snn_b3"], GenotypeDifference.Between(Genotype, Genotype with { Feature = other }));
        Assert.Contains("feature.cell-1.svg", GenotypePictures.Of(Genotype).Keys);
    }

    [Fact]
    public void What_is_drawn_has_cells_of_its_own_in_each_layer() => Assert.Contains(Enumerable.Range(0, 20), seed => !Space.Draw(new Random(seed)).SharesCell);
}
