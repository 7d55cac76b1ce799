using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class StereoNetworkTests
{
    /// <summary>Small, with every part in it: both read-outs, skip, pooling and correlation are varied in the tests below.</summary>
    private static readonly StereoNetworkConfig Tiny = new() { FeatureMultiplier = 2, MatchingMultiplier = 1, MaxDisparityPx = 16 };

    [Fact]
    public void Published_network_has_its_parameter_count()
    {
        using StereoNetwork network = new(new StereoNetworkConfig(), BuiltInGenotypes.SpikeDhsStereo);

        // Stem 576 + 2,664 + 5,256, cells 18,720 + 11,664, read-out 576; matching stem 31,176 + 15,624, cells 55,584 + 201,024
        // + 346,176 + 180,000, ladder 1,200, last 648: counted by hand from the shapes.
        Assert.Equal(870_888, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData(24, 36)]
    [InlineData(25, 37)]
    [InlineData(7, 50)]
    public void Any_image_size_gives_logits_of_that_size(int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(Tiny);
        Tensor left = zeros(2, 5, height, width);

        Tensor logits = network.call(left, left, new StateFlow(steps: 2));

        Assert.Equal([2L, Tiny.Bins, height, width], logits.shape);
    }

    [Theory]
    [InlineData(CostVolumeMode.Concatenate, 1, false, SpikeResampling.Nearest, 3)]
    [InlineData(CostVolumeMode.Correlate, 2, true, SpikeResampling.MaxPool, 2)]
    [InlineData(CostVolumeMode.Correlate, 1, true, SpikeResampling.Linear, 1)]
    public void Steps_one_by_one_equal_all_at_once(CostVolumeMode volume, int pooling, bool skip, SpikeResampling resampling, int stride)
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(Tiny with { Volume = volume, CorrelationGroups = 2, VolumePooling = pooling, MatchingSkip = skip, Resampling = resampling, StemStride = stride });
        using IDisposable noGrad = no_grad();
        network.eval();
        Tensor left = Events(steps: 3, seed: 1), right = Events(steps: 3, seed: 2);
        Tensor together = network.call(left, right, new StateFlow(steps: 3));

        SpikingState? state = null;
        for (int t = 0; t < 3; t++)
        {
            StateFlow flow = new(steps: 1, state);
            Tensor one = network.call(left.narrow(0, t, 1), right.narrow(0, t, 1), flow);
            state?.Dispose();
            state = flow.Finish();
            Assert.Equal(0f, (one - together.narrow(0, t, 1)).abs().max().item<float>(), 1e-5f); // another batch size may round a convolution differently
        }

        state?.Dispose();
    }

    [Fact]
    public void A_batch_of_two_equals_two_batches_of_one()
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(Tiny);
        using IDisposable noGrad = no_grad();
        network.eval();
        Tensor left = Events(steps: 2, seed: 3), right = Events(steps: 2, seed: 4); // taken as T = 1, B = 2

        Tensor together = network.call(left, right, new StateFlow(steps: 1));

        for (int b = 0; b < 2; b++)
        {
            Tensor one = network.call(left.narrow(0, b, 1), right.narrow(0, b, 1), new StateFlow(steps: 1));
            Assert.Equal(0f, (one - together.narrow(0, b, 1)).abs().max().item<float>(), 1e-5f);
        }
    }

    [Fact]
    public void State_of_another_image_size_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(Tiny);
        StateFlow flow = new(steps: 1);
        Tensor small = zeros(1, 5, 24, 36), large = zeros(1, 5, 48, 60);
        _ = network.call(small, small, flow);
        using SpikingState state = flow.Finish();

        Assert.Throws<ArgumentException>(() => network.call(large, large, new StateFlow(steps: 1, state)));
    }

    [Fact]
    public void One_seed_gives_the_same_bits_twice()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor left = Events(steps: 1, seed: 5), right = Events(steps: 1, seed: 6);
        float[] first = Run(), second = Run();
        Assert.Equal(first, second);
        Assert.Contains(first, value => value != first[0]);

        float[] Run()
        {
            using StereoNetwork network = Build(Tiny);
            return network.call(left, right, new StateFlow(steps: 1)).detach().data<float>().ToArray();
        }
    }

    [Fact]
    public void Equal_shape_artificial_network_has_the_same_parameters_and_no_spikes()
    {
        using DisposeScope scope = NewDisposeScope();
        StereoNetworkConfig config = Tiny with { Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, VolumeNeurons = true };
        using StereoNetwork spiking = Build(config), artificial = Build(config with { Neurons = NetworkNeurons.RectifiedLinear });
        Tensor left = Events(steps: 1, seed: 5), right = Events(steps: 1, seed: 6);
        FiringRate rate = new(), none = new();

        Tensor spikingLogits = spiking.call(left, right, new StateFlow(steps: 1, observer: rate));
        Tensor artificialLogits = artificial.call(left, right, new StateFlow(steps: 1, observer: none));

        Assert.Equal(Shapes(spiking), Shapes(artificial));
        Assert.InRange(rate.Mean(), 0.01, 0.99);
        Assert.True(double.IsNaN(none.Mean()));
        Assert.NotEqual(0f, (spikingLogits - artificialLogits).abs().max().item<float>());
    }

    [Fact]
    public void A_volume_with_neurons_gives_matching_spikes_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(Tiny with { Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, VolumeNeurons = true, MatchingSkip = true, Resampling = SpikeResampling.MaxPool });
        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(network, recorder);
        Tensor left = Events(steps: 1, seed: 5);

        _ = network.call(left, left, new StateFlow(steps: 1, observer: probe.Operations));
        recorder.CompleteInference();

        Assert.DoesNotContain(recorder.Activities(), layer => layer.IsSynaptic && layer.Multiplies && layer.Name != "matching.encoder.conv" && !layer.Name.StartsWith("volume", StringComparison.Ordinal));
    }

    private static string[] Shapes(StereoNetwork network) => [.. network.named_parameters().Select(entry => $"{entry.name} [{string.Join(", ", entry.parameter.shape)}]")];

    private static StereoNetwork Build(StereoNetworkConfig config)
    {
        manual_seed(11);
        return new StereoNetwork(config, BuiltInGenotypes.SpikeDhsStereo);
    }

    private static Tensor Events(int steps, int seed)
    {
        Random random = new(seed);
        float[] values = new float[steps * 5 * 24 * 36];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(-1, 2);
        }

        return tensor(values, [steps, 5L, 24L, 36L]);
    }
}
