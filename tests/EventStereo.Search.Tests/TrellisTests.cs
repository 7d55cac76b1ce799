using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class TrellisTests
{
    private const float Sure = 1e4f; // the softmax of which is 0 and 1 exactly
    private const long Inputs = 3, Multiplier = 2, Side = 9;

    private static readonly NeuronGenotype[] Decays = [NeuronGenotype.Default, new() { Decay = 0.6f }];

    [Theory]
    [InlineData(2, MixPlacement.Membrane, false)]
    [InlineData(3, MixPlacement.Membrane, false)]
    [InlineData(2, MixPlacement.Spike, false)]
    [InlineData(2, MixPlacement.Membrane, true)]
    [InlineData(2, MixPlacement.Membrane, false, true)]
    [InlineData(3, MixPlacement.Membrane, true, true)]
    public void One_hot_weights_give_the_decoded_network(int dimensions, MixPlacement placement, bool byProbabilities, bool separateCells = false)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        SubnetSpace space = Space(placement) with { SharesCell = !separateCells };
        SpatialArchitecture architecture = new(space, NeuronGenotype.Default);
        SubnetGenotype genotype = separateCells ? Separate(Genotype(placement)) : Genotype(placement);
        Chain search = new(architecture.Plan, dimensions), decoded = new(SubnetPlan.Of(genotype), dimensions);
        Copy(search, decoded, space, genotype);
        if (byProbabilities)
        {
            MakeCertain(architecture, space, genotype);
        }
        else
        {
            architecture.Decide(genotype);
        }

        foreach (bool training in (bool[])[true, false])
        {
            search.train(training);
            decoded.train(training);
            Tensor input = Spikes(dimensions), size = Assert.Single(decoded.Run(input, null)), same = Assert.Single(search.Run(input, architecture));
            Assert.Equal(size.data<float>().ToArray(), same.data<float>().ToArray());
            Assert.InRange(size.mean().item<float>(), 0.01f, 0.9f);
        }
    }

    [Theory]
    [InlineData("decays", 1)]
    [InlineData("decays", 2)]
    [InlineData("hybrid", 1)]
    public void Certain_neurons_give_the_network_of_those_neurons(string kind, int groups)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(8);
        SubnetGenotype genotype = Genotype(MixPlacement.Membrane);
        NeuronGenotype[] candidates = kind == "decays" ? Decays : [NeuronGenotype.Default, new() { Kind = NeuronKind.RectifiedLinear }];
        NeuronArchitecture architecture = new(genotype, _ => candidates, groups);
        int[] choices = [.. ((int[])[1, 0, 0, 0, 1, 1]).SelectMany(choice => groups == 1 ? (int[])[choice] : [choice, 1])];
        using (no_grad())
        {
            for (int row = 0; row < choices.Length; row++)
            {
                architecture.Gamma.flatten(0, 1)[row, choices[row]].fill_(Sure);
            }
        }

        SubnetGenotype decodedGenotype = architecture.Decode();
        Chain search = new(architecture.Plan, 2), decoded = new(SubnetPlan.Of(decodedGenotype), 2);
        using (no_grad())
        {
            foreach ((Parameter to, Parameter from) in decoded.parameters().Zip(search.parameters()))
            {
                to.copy_(from);
            }
        }

        Tensor input = Spikes(2);
        Assert.Equal(architecture.Decode(choices), decodedGenotype);
        Assert.Equal(
            choices.Chunk(groups).Select(group => group.Distinct().Count() == 1 ? candidates[group[0]] : candidates[0] with { ChannelDecays = [.. group.Select(choice => candidates[choice].Decay)] }),
            decodedGenotype.Neurons.SelectMany(row => row));
        foreach (bool training in (bool[])[true, false])
        {
            search.train(training);
            decoded.train(training);
            architecture.Decide(null);
            Assert.Equal(Assert.Single(decoded.Run(input, null)).data<float>().ToArray(), Assert.Single(search.Run(input, architecture)).data<float>().ToArray());
            architecture.Decide(decodedGenotype);
            Assert.Equal(Assert.Single(decoded.Run(input, null)).data<float>().ToArray(), Assert.Single(search.Run(input, architecture)).data<float>().ToArray());
        }
    }

    [Fact]
    public void A_neuron_that_is_no_candidate_is_refused()
    {
        NeuronArchitecture architecture = new(Genotype(MixPlacement.Membrane), Decays);

        Assert.Contains("n0", Assert.Throws<ArgumentException>(() => architecture.Decide(Genotype(MixPlacement.Membrane).WithNeurons(new NeuronGenotype { Decay = 0.3f }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_between_cells_is_spikes_while_it_is_mixed()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(6);
        SpatialArchitecture architecture = new(Space(MixPlacement.Membrane), NeuronGenotype.Default);
        Chain search = new(architecture.Plan, 2);

        foreach (Tensor map in search.Run(Spikes(2), architecture))
        {
            Assert.Equal(0f, (map * (map - 1f)).abs().max().item<float>());
        }
    }

    [Fact]
    public void Gradients_reach_every_architecture_weight_that_can_matter()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(7);
        SubnetSpace space = Space(MixPlacement.Membrane);
        SpatialArchitecture architecture = new(space, NeuronGenotype.Default);
        Chain search = new(architecture.Plan, 2);
        search.Run(Spikes(2), architecture).Select(map => map.square().sum()).Aggregate((a, b) => a + b).backward();

        Assert.All(architecture.Alpha.grad!.data<float>().ToArray(), gradient => Assert.NotEqual(0f, gradient));
        Assert.NotEqual(0f, architecture.Beta.grad![1, 1, 0].item<float>());
    }

    [Fact]
    public void Shares_are_probabilities_of_the_paths()
    {
        // By hand: from level 0 down with a, else along; then from level 0 down with b, from level 1 down c, along 1 - c.
        using DisposeScope scope = NewDisposeScope();
        const float a = 0.3f, b = 0.25f, c = 0.6f;
        SubnetSpace space = new() { Trellis = new TrellisSpace { Layers = 2, MaxLevel = 2, Moves = TrellisMoves.SameDown } };
        PathShares shares = PathShares.Of(SubnetPlan.Of(space, NeuronGenotype.Default), (layer, from, to) => tensor((layer, from, to) switch
        {
            (0, 0, 0) => 1 - a,
            (0, 0, 1) => a,
            (1, 0, 0) => 1 - b,
            (1, 0, 1) => b,
            (1, 1, 1) => 1 - c,
            _ => c,
        }));

        Assert.Equal((1 - a) * b + a * (1 - c), shares.Ends(1)!.Value.Weight!.item<float>(), 1e-6f); // reached
        Assert.Equal(a * (1 - c) / ((1 - a) * b + a * (1 - c)), shares.FromBefore(1, 1, 1)!.Value.Weight!.item<float>(), 1e-6f); // reached from both
        Assert.Null(shares.FromBefore(1, 0, 0)!.Value.Weight); // nowhere else
        Assert.Equal(1f, shares.FromTwoBefore(1, 0, 1)?.Weight?.item<float>() ?? 1f, 1e-6f); // the start
        Assert.Null(shares.FromBefore(1, 0, 2));
    }

    private static SubnetSpace Space(MixPlacement placement) => new()
    {
        Cell = new CellSpace
        {
            Nodes = 2,
            Operations = [CellOperation.SkipConnect, CellOperation.SpikingConvB3, CellOperation.SpikingConv5, CellOperation.MaxPool3, CellOperation.None],
            Placement = placement,
        },
        Trellis = new TrellisSpace { Layers = 3, MaxLevel = 2 },
    };

    private static SubnetGenotype Genotype(MixPlacement placement)
    {
        CellGenotype cell = new(
        [
            new NodeGenotype([new EdgeGenotype(0, CellOperation.MaxPool3), new EdgeGenotype(1, CellOperation.SpikingConv5)]),
            new NodeGenotype([new EdgeGenotype(1, CellOperation.SpikingConvB3), new EdgeGenotype(2, CellOperation.SkipConnect)]),
        ]);
        return new SubnetGenotype([1, 2, 1], cell) { Placement = placement };
    }

    /// <summary>The same with another cell in the middle.</summary>
    private static SubnetGenotype Separate(SubnetGenotype genotype)
    {
        CellGenotype other = new(
        [
            new NodeGenotype([new EdgeGenotype(0, CellOperation.SpikingConvB3), new EdgeGenotype(1, CellOperation.SpikingConvB3)]),
            new NodeGenotype([new EdgeGenotype(0, CellOperation.SpikingConv5), new EdgeGenotype(2, CellOperation.MaxPool3)]),
        ]);
        return new SubnetGenotype(genotype.Path, [genotype.Cell, other, genotype.Cell]) { Placement = genotype.Placement };
    }

    /// <summary>Architecture weights whose softmax is 0 and 1 exactly.</summary>
    private static void MakeCertain(SpatialArchitecture architecture, SubnetSpace space, SubnetGenotype genotype)
    {
        using IDisposable noGrad = no_grad();
        for (int row = 0; row < space.AlphaRows; row++)
        {
            int edge = row % space.Cell.Edges;
            NodeGenotype node = genotype.Cells[row / space.Cell.Edges].Nodes[space.Cell.NodeOf(edge)];
            CellOperation operation = node.Edges.FirstOrDefault(kept => kept.Source == space.Cell.SourceOf(edge))?.Operation ?? CellOperation.None;
            architecture.Alpha[row, space.Cell.Operations.ToList().IndexOf(operation)].fill_(Sure);
        }

        int from = space.Trellis.StartLevel;
        for (int layer = 0; layer < space.Trellis.Layers; layer++)
        {
            int to = genotype.Path[layer];
            architecture.Beta[layer, from, space.Trellis.EdgesFrom(layer, from).Single(move => move.To == to).Move].fill_(Sure);
            from = to;
        }
    }

    /// <summary>Gives the decoded network the weights that the search's has for the same operations.</summary>
    private static void Copy(Chain search, Chain decoded, SubnetSpace space, SubnetGenotype genotype)
    {
        using IDisposable noGrad = no_grad();
        SubnetPlan plan = SubnetPlan.Of(space, NeuronGenotype.Default);
        int at = 0;
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            for (int i = 0; i < plan.Levels[layer].Count; i++, at++)
            {
                int level = plan.Levels[layer][i];
                if (level != genotype.Path[layer])
                {
                    continue;
                }

                int before = layer < 1 ? 0 : genotype.Path[layer - 1], twoBefore = layer < 2 ? 0 : genotype.Path[layer - 2];
                foreach ((int edge, int map, int operation, nn.Module module) in search.Cells[at].Operations())
                {
                    int source = space.Cell.SourceOf(edge);
                    int from = source switch { 0 => plan.TwoBefore(layer, level)[map], 1 => plan.Before(layer, level)[map], _ => -1 };
                    bool comesFromThere = source switch { 0 => from == twoBefore, 1 => from == before, _ => true };
                    CellGenotype cell = genotype.Cells[layer];
                    EdgeGenotype? kept = cell.Nodes[space.Cell.NodeOf(edge)].Edges.FirstOrDefault(e => e.Source == source && e.Operation == space.Cell.Operations[operation]);
                    if (kept is not null && comesFromThere)
                    {
                        int number = cell.Nodes.Take(space.Cell.NodeOf(edge)).Sum(node => node.Edges.Count) + cell.Nodes[space.Cell.NodeOf(edge)].Edges.ToList().IndexOf(kept);
                        nn.Module target = decoded.Cells[layer].Operations().Single(one => one.Edge == number).Module;
                        foreach (((_, Tensor value), (_, Tensor given)) in target.state_dict().Zip(module.state_dict()))
                        {
                            value.copy_(given);
                        }
                    }
                }
            }
        }
    }

    private static Tensor Spikes(int dimensions)
    {
        long[] shape = [4, Inputs, .. Enumerable.Repeat(Side, dimensions)];
        return rand(shape).lt((Scalar)0.3f).to(ScalarType.Float32);
    }

    private sealed class Chain : nn.Module
    {
        private readonly ModuleList<Cell> cells = [];
        private readonly Trellis trellis;

        public Chain(SubnetPlan plan, int dimensions)
            : base(nameof(Chain))
        {
            trellis = new Trellis(plan, dimensions, Inputs, Multiplier, SpikeResampling.MaxPool, cells);
            RegisterComponents();
        }

        public IReadOnlyList<Cell> Cells => [.. cells];

        public Tensor[] Run(Tensor input, SubnetArchitecture? architecture)
        {
            IReadOnlyList<WeightedMap?> maps = trellis.Run(input, input.shape[2..], architecture, new StateFlow(steps: 2));
            return [.. maps.OfType<WeightedMap>().Where(map => map.Share is null || map.Share.item<float>() > 0f).Select(map => map.Map)];
        }
    }
}
