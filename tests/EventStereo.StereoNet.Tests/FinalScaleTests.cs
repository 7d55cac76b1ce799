using EventStereo.Energy;
using EventStereo.EventIO.Events;
using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class FinalScaleTests
{
    private static readonly StereoNetworkConfig Small = new()
    {
        FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, VolumePooling = 2, VolumeNeurons = true, VolumeSkip = true, EventSkip = true,
        MatchingSkip = true, MaxDisparityPx = 16,
    };

    private static readonly StereoGenotype Genotype = BuiltInGenotypes.SpikeDhsStereo;

    [Theory]
    [InlineData(4, 3, 64, 96)]
    [InlineData(2, 1, 64, 48)]
    public void Operations_of_each_layer_are_those_of_the_wider_network(int features, int matching, int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        FinalShape shape = new() { FeatureMultiplier = features, MatchingMultiplier = matching };
        using StereoNetwork search = new(Small, Genotype), final = new(shape.Widen(Small), Genotype);
        FinalScale scale = shape.ScaleOf(search, new SensorSize(48, 32), config => new StereoNetwork(config, Genotype), new SensorSize(width, height));

        IReadOnlyList<LayerActivity> narrow = Measured(search, 32, 48), wide = Measured(final, height, width);

        Assert.Equal(narrow.Select(layer => layer.Name), wide.Select(layer => layer.Name));
        Assert.All(narrow.Zip(wide).Where(pair => pair.First.IsSynaptic), pair => Assert.Equal(pair.Second.DenseMacs, pair.First.DenseMacs * scale.Of(pair.First.Name), 1e-6 * pair.Second.DenseMacs));
        Assert.Equal(FinalScale.WeightsOf(final), scale.Weights);
    }

    [Fact]
    public void What_is_made_after_it_is_made_as_without_it()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using StereoNetwork search = new(Small, Genotype);
        float[] without = rand(3).data<float>().ToArray();
        manual_seed(4);
        using StereoNetwork again = new(Small, Genotype);
        _ = new FinalShape { FeatureMultiplier = 4 }.ScaleOf(again, new SensorSize(48, 32), config => new StereoNetwork(config, Genotype), new SensorSize(48, 32));

        Assert.Equal(without, rand(3).data<float>().ToArray());
    }

    [Fact]
    public void Zero_takes_what_the_search_has() =>
        Assert.Equal((Small, new SensorSize(346, 260)), Of(new FinalShape(), new SensorSize(346, 260)));

    private static (StereoNetworkConfig Config, SensorSize Images) Of(FinalShape shape, SensorSize sensor) => (shape.Widen(Small), shape.ImagesOf(sensor));

    private static IReadOnlyList<LayerActivity> Measured(StereoNetwork network, int height, int width)
    {
        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(network, recorder);
        using IDisposable noGrad = no_grad();
        _ = network.Similarities(ones([1, 5, height, width]), ones([1, 5, height, width]), new StateFlow(1, observer: probe.Operations));
        recorder.CompleteInference(1);
        return recorder.Activities();
    }
}
