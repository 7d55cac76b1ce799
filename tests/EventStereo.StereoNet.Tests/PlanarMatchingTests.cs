using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

/// <summary>Matching in two dimensions, disparities taken for channels.</summary>
public sealed class PlanarMatchingTests
{
    private static readonly StereoNetworkConfig Tiny = new() { FeatureMultiplier = 2, MatchingMultiplier = 1, MaxDisparityPx = 16, Matching = MatchingForm.Planar2d };

    [Fact]
    public void Every_matching_convolution_is_flat_and_disparities_are_the_first_ones_inputs_and_the_last_ones_outputs()
    {
        using StereoNetwork network = Build(Tiny); // 6 disparities of 2 times 6 channels
        Dictionary<string, long[]> shapes = network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.shape);

        Assert.DoesNotContain(shapes.Values, shape => shape.Length == 5);
        Assert.Equal([3L, 6 * 12, 3, 3], shapes["matching.stem0.conv.weight"]);
        Assert.Equal([6L, 3, 3, 3], shapes["matching.last.weight"]);
    }

    [Theory]
    [InlineData(CostVolumeMode.Concatenate, false)]
    [InlineData(CostVolumeMode.Correlate, false)]
    [InlineData(CostVolumeMode.Correlate, true)]
    public void Steps_one_by_one_equal_all_at_once(CostVolumeMode volume, bool volumeNeurons)
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(Tiny with { Volume = volume, CorrelationGroups = 2, VolumeNeurons = volumeNeurons, MatchingSkip = true });
        using IDisposable noGrad = no_grad();
        network.eval();
        Tensor left = Events(steps: 2, seed: 1), right = Events(steps: 2, seed: 2);
        Tensor together = network.call(left, right, new StateFlow(steps: 2));

        StateFlow first = new(steps: 1);
        Tensor one = network.call(left.narrow(0, 0, 1), right.narrow(0, 0, 1), first);
        using SpikingState state = first.Finish();
        Tensor two = network.call(left.narrow(0, 1, 1), right.narrow(0, 1, 1), new StateFlow(steps: 1, state));

        Assert.Equal([2L, Tiny.Bins, 24, 36], together.shape);
        Assert.Equal(0f, (cat([one, two], 0) - together).abs().max().item<float>(), 1e-5f);
        Assert.True(together.std().item<float>() > 0);
    }

    [Fact]
    public void All_weights_learn()
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(Tiny);

        network.call(Events(steps: 2, seed: 1), Events(steps: 2, seed: 2), new StateFlow(steps: 2)).square().sum().backward();

        Assert.All(network.named_parameters(), entry => Assert.True(entry.parameter.grad is not null, entry.name));
        Assert.Contains(network.parameters(), parameter => parameter.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Its_operations_are_fewer_than_in_three_dimensions()
    {
        using StereoNetwork planar = Build(Tiny), volume = Build(Tiny with { Matching = MatchingForm.Volume3d });

        double few = Macs(planar), many = Macs(volume);

        // 3-D: 27 (12 + 3) 3 products at each of 6 disparities in the stem alone; 2-D: 9 (72 + 3) 3 in all.
        Assert.True(few < many / 3, $"{few} against {many}");
    }

    private static double Macs(StereoNetwork network) =>
        StereoOperations.AtRate(network, new EventIO.Events.SensorSize(36, 24), 0.1, CPU).Where(layer => layer.Name.StartsWith("matching", StringComparison.Ordinal)).Sum(layer => layer.DenseMacs);

    private static StereoNetwork Build(StereoNetworkConfig config)
    {
        torch.random.manual_seed(7);
        return new StereoNetwork(config, BuiltInGenotypes.SpikeDhsStereo);
    }

    private static Tensor Events(int steps, int seed)
    {
        torch.random.manual_seed(seed);
        return randn(steps, 5, 24, 36).sign();
    }
}
