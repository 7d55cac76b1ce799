using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Tests.Architecture.Space;

public sealed class SubnetSpaceTests
{
    private static readonly SubnetSpace Space = new()
    {
        Cell = new CellSpace { Nodes = 2, Operations = [CellOperation.SkipConnect, CellOperation.SpikingConv3, CellOperation.None] },
        Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1 },
    };

    [Fact]
    public void What_is_drawn_is_of_the_space_and_all_of_it_is_drawn()
    {
        Random random = new(3);
        SubnetGenotype[] drawn = [.. Enumerable.Range(0, 4000).Select(_ => Space.Draw(random))];

        Assert.All(drawn, subnet => Assert.True(Space.Trellis.Contains(subnet.Path)));
        Assert.All(drawn.SelectMany(subnet => subnet.Cell.Nodes), node => Assert.Equal(2, node.Edges.Count));
        Assert.DoesNotContain(drawn.SelectMany(subnet => subnet.Cell.Nodes).SelectMany(node => node.Edges), edge => edge.Operation == CellOperation.None);
        Assert.Equal(4, drawn.Select(subnet => (subnet.Path[0], subnet.Path[1])).Distinct().Count());
        Assert.Equal(4 * 3 * 4, drawn.Select(subnet => subnet.Cell).Distinct().Count()); // two operations on both edges of n0; two of three sources of n1, two operations each
    }

    [Fact]
    public void A_seed_draws_the_same() => Assert.Equal(Space.Draw(new Random(5)), Space.Draw(new Random(5)));
}
