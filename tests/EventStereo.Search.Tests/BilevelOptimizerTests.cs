using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public class BilevelOptimizerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_moves_the_scales_of_batch_norms_unless_they_are_fixed(bool isFixed)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(1);
        using Searched network = new();
        using BilevelOptimizer optimizer = new(network, new BilevelConfig { FixedScales = isFixed });
        Tensor input = rand(2, 2, 6, 6).gt(0.5f).to(ScalarType.Float32);
        Dictionary<string, Tensor> before = network.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter.detach().clone());

        for (int step = 0; step < 2; step++)
        {
            optimizer.StepWeights(step, () => network.call(input).square().mean());
            optimizer.StepArchitecture(step, () => network.call(input).mean(), () => network.call(input).mean());
        }

        string[] moved = [.. network.named_parameters().Where(parameter => !before[parameter.name].equal(parameter.parameter).item<bool>()).Select(parameter => parameter.name)];
        Assert.Equal(!isFixed, moved.Any(IsScale));
        Assert.Contains(moved, name => name.EndsWith("norm.bias", StringComparison.Ordinal));
        Assert.Contains(moved, name => name.EndsWith("conv.weight", StringComparison.Ordinal));
        Assert.Contains("architecture.alpha", moved);

        static bool IsScale(string name) => name.EndsWith("norm.weight", StringComparison.Ordinal);
    }

    /// <summary>One searched cell.</summary>
    private sealed class Searched : nn.Module<Tensor, Tensor>
    {
        private readonly SpatialArchitecture architecture = new(
            new SubnetSpace { Cell = new CellSpace { Nodes = 1 }, Trellis = new TrellisSpace { Layers = 1, MaxLevel = 0 } }, NeuronGenotype.Default);

        private readonly ModuleList<Cell> cells = [];
        private readonly Trellis trellis;

        public Searched()
            : base(nameof(Searched))
        {
            trellis = new Trellis(architecture.Plan, dimensions: 2, inputs: 2, multiplier: 2, SpikeResampling.Nearest, cells);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => WeightedMap.Sum(trellis.Run(input, input.shape[2..], architecture, new StateFlow(1)), (map, _) => map);
    }
}
