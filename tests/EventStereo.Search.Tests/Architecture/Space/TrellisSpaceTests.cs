using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Configuration;

namespace EventStereo.Search.Tests.Architecture.Space;

public sealed class TrellisSpaceTests
{
    [Fact]
    public void Levels_widen_by_one_a_layer_down_and_up()
    {
        TrellisSpace space = new() { Layers = 3, StartLevel = 1, MaxLevel = 3 };

        Assert.Equal([[1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3]], Enumerable.Range(-1, 4).Select(space.LevelsAt));
    }

    [Fact]
    public void Levels_never_rise_in_resolution_with_same_and_down()
    {
        TrellisSpace space = new() { Layers = 3, StartLevel = 1, MaxLevel = 2, Moves = TrellisMoves.SameDown };

        Assert.Equal([[1], [1, 2], [1, 2], [1, 2]], Enumerable.Range(-1, 4).Select(space.LevelsAt));
    }

    [Fact]
    public void Steps_carry_the_column_of_beta()
    {
        TrellisSpace space = new() { Layers = 2, MaxLevel = 1 };

        Assert.Equal(
            [new(0, 0, 1, Move: 0), new(0, 0, 0, Move: 1), new(1, 0, 1, Move: 0), new(1, 0, 0, Move: 1), new(1, 1, 1, Move: 1), new(1, 1, 0, Move: 2)],
            space.Edges());
    }

    [Theory]
    [InlineData(TrellisMoves.SameDown, 0, 3)]
    [InlineData(TrellisMoves.SameDown, 2, 3)]
    [InlineData(TrellisMoves.DownSameUp, 0, 3)]
    [InlineData(TrellisMoves.DownSameUp, 2, 2)]
    [InlineData(TrellisMoves.DownSameUp, 0, 0)]
    public void Levels_are_where_the_steps_lead(TrellisMoves moves, int start, int max)
    {
        TrellisSpace space = new() { Layers = 6, StartLevel = start, MaxLevel = max, Moves = moves };
        for (int layer = 0; layer < space.Layers; layer++)
        {
            Assert.Equal(space.LevelsAt(layer), space.EdgesInto(layer).Select(edge => edge.To).Distinct().Order());
            Assert.All(space.EdgesInto(layer), edge => Assert.Equal(edge.To - edge.From, space.LevelChanges[edge.Move]));
        }
    }

    [Fact]
    public void Holds_the_published_paths_and_no_others()
    {
        Assert.True(SubnetSpace.StereoFeature.Trellis.Contains([1, 0]));
        Assert.True(SubnetSpace.StereoMatching.Trellis.Contains([1, 2, 2, 1]));
        Assert.True(SubnetSpace.Classification.Trellis.Contains([0, 0, 1, 1, 1, 2, 2, 2]));
        Assert.False(SubnetSpace.Classification.Trellis.Contains([0, 0, 1, 0, 1, 2, 2, 2])); // up
        Assert.False(SubnetSpace.StereoFeature.Trellis.Contains([2, 1])); // two levels at once
        Assert.False(SubnetSpace.StereoFeature.Trellis.Contains([1])); // too short
    }

    [Fact]
    public void No_step_leaves_a_level_that_is_not_reached()
    {
        TrellisSpace space = new() { Layers = 3 };

        Assert.Empty(space.EdgesFrom(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => space.EdgesInto(3));
    }

    [Fact]
    public void Settings_of_a_sub_network_round_trip_and_hold_only_what_can_be_set()
    {
        using TemporaryFolder folder = new();
        SubnetSpace space = new() { Cell = CellSpace.Kernels, Trellis = new TrellisSpace { Layers = 7, StartLevel = 1, MaxLevel = 2, Moves = TrellisMoves.SameDown } };

        string json = ConfigFile.ToJson(space);

        Assert.Equal(space, ConfigFile.Load(SubnetSpace.StereoFeature, folder.Write("c.json", json), []));
        Assert.DoesNotContain("levelChanges", json, StringComparison.Ordinal);
        Assert.Empty(space.Validate("feature"));
    }

    [Fact]
    public void Tells_everything_that_is_wrong_with_settings()
    {
        TrellisSpace space = new() { Layers = 0, StartLevel = 5, MaxLevel = 4, Moves = (TrellisMoves)2 };

        Assert.Equal(
            ["t.layers is 0, not 1 to 64", "t.maxLevel is 4, not 0 to 3", "t.startLevel is 5, not 0 to maxLevel, 4", "t.moves must be sameDown or downSameUp"],
            space.Validate("t"));
    }

    [Fact]
    public void A_fixed_path_is_the_only_one()
    {
        TrellisSpace space = new() { Layers = 3, MaxLevel = 2, FixedPath = [1, 2, 1] };

        Assert.Empty(space.Validate("trellis"));
        Assert.Equal([1], space.LevelsAt(0));
        Assert.Equal([new TrellisEdge(1, 1, 2, 0)], space.EdgesFrom(1, 1));
        Assert.Equal(3, space.Edges().Count);
        Assert.True(space.Contains([1, 2, 1]));
        Assert.False(space.Contains([1, 1, 1]));
    }

    [Theory]
    [InlineData(0, 2, 1)] // a jump
    [InlineData(1, 2, 3)] // too deep
    public void A_fixed_path_that_no_moves_make_is_refused(int first, int second, int third) =>
        Assert.Contains("fixedPath", Assert.Single(new TrellisSpace { Layers = 3, MaxLevel = 2, FixedPath = [first, second, third] }.Validate("trellis")), StringComparison.Ordinal);
}
