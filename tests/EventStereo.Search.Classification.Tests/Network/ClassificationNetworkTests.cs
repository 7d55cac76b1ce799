using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Tests;

public sealed class ClassificationNetworkTests
{
    private static readonly ClassificationNetworkConfig Tiny = new() { FilterMultiplier = 2, Classes = 5, Steps = 3 };

    [Theory]
    [InlineData(48, 10, 14_293_758)] // HW, CK and SJ's network, the count of section 6 of the method
    [InlineData(48, 100, 14_345_868)]
    [InlineData(16, 10, 1_594_302)]
    public void Published_networks_have_their_parameter_count(int multiplier, int classes, long parameters)
    {
        using ClassificationNetwork network = new(new ClassificationNetworkConfig { FilterMultiplier = multiplier, Classes = classes }, BuiltInGenotypes.SpikeDhsCifar);

        Assert.Equal(parameters, network.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(parameters, network.InferenceParameters);
    }

    [Theory]
    [InlineData(ClassificationStem.Shallow, 58_263_672)] // the published 58.26 M; stride and pooling have no parameters
    [InlineData(ClassificationStem.Deep, 59_380_824)]
    public void Only_the_shallow_stem_gives_the_published_large_network(ClassificationStem stem, long parameters)
    {
        // Counted from shapes, as the cells alone are 233 MB: see PublishedSizeTests for the same count of the stereo network.
        ClassificationNetworkConfig config = new() { FilterMultiplier = 96, Classes = 1000, Stem = stem, StemReduction = 8 };
        using ImageStem built = new(config, NeuronGenotype.Default);
        long total = built.parameters().Sum(parameter => parameter.numel());
        (long previousPrevious, long previous) = (built.OutputChannels, built.OutputChannels);
        foreach (int level in BuiltInGenotypes.SpikeDhsCifar.Path)
        {
            long channels = (long)config.FilterMultiplier << level;
            total += (2 * Spiking(previous, channels)) + (2 * Spiking(previousPrevious, channels)) + (2 * Spiking(channels, channels));
            (previousPrevious, previous) = (previous, 3 * channels);
        }

        Assert.Equal(parameters, total + (previous * config.Classes) + (3 * config.Classes));
    }

    [Fact]
    public void The_auxiliary_head_is_counted_apart()
    {
        using ClassificationNetwork network = new(new ClassificationNetworkConfig { AuxiliaryHead = true }, BuiltInGenotypes.SpikeDhsCifar);

        // 1x1: 576 * 128 + 3 * 128; 2x2: 128 * 768 * 4 + 3 * 768; linear: 768 * 10 + 3 * 10.
        Assert.Equal(477_342, network.AuxiliaryParameters);
        Assert.Equal(14_293_758, network.InferenceParameters);
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(28, 28)]
    [InlineData(34, 19)]
    public void Any_image_size_gives_logits_of_every_step(int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = Build(Tiny with { AuxiliaryHead = true });

        StepLogits logits = network.call(DirectCoding.Repeat(Images(2, height, width), 3), new StateFlow(steps: 3));

        Assert.Equal([6L, 5L], logits.Main.shape);
        Assert.Equal([6L, 5L], logits.Auxiliary!.shape); // it trains
        Assert.Equal([2L, 5L], logits.Mean().shape);
    }

    [Fact]
    public void The_auxiliary_head_is_silent_at_inference()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork with = Build(Tiny with { AuxiliaryHead = true }), without = Build(Tiny);
        with.eval();
        without.eval();
        Tensor frames = DirectCoding.Repeat(Images(2, 16, 16), 3);

        StepLogits logits = with.call(frames, new StateFlow(steps: 3));

        Assert.Null(logits.Auxiliary);
        Assert.Equal(0f, (logits.Main - without.call(frames, new StateFlow(steps: 3)).Main).abs().max().item<float>());
    }

    [Fact]
    public void A_read_out_of_means_is_the_linear_layer_of_every_maps_mean()
    {
        using DisposeScope scope = NewDisposeScope();
        using PooledReadout readout = new(4, 3, null), spiking = new(4, 3, NeuronGenotype.Default);
        Assert.Equal(Shapes(spiking), Shapes(readout)); // neurons have no weights
        readout.eval(); // a batch norm that has seen nothing divides by the root of 1 + 1e-5
        Tensor maps = rand(2, 4, 5, 5);
        Dictionary<string, Tensor> weights = readout.named_parameters().ToDictionary(parameter => parameter.name, parameter => (Tensor)parameter.parameter);

        Tensor expected = (maps.mean([2L, 3L]).matmul(weights["classifier.linear.weight"].t()) + weights["classifier.linear.bias"]) / Math.Sqrt(1 + 1e-5);

        Assert.InRange((readout.call(maps, new StateFlow(steps: 1)) - expected).abs().max().item<float>(), 0, 1e-5f);
        Assert.NotEqual(0f, (spiking.call(maps, new StateFlow(steps: 1)) - expected).abs().max().item<float>());
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 10)]
    [InlineData(4, 5)]
    [InlineData(8, 3)]
    public void Both_stems_reduce_by_so_much(int reduction, int side)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (ClassificationStem kind in reduction == 1 ? (ClassificationStem[])[ClassificationStem.Shallow] : [ClassificationStem.Shallow, ClassificationStem.Deep])
        {
            using ImageStem stem = new(Tiny with { Stem = kind, StemReduction = reduction }, NeuronGenotype.Default);

            Tensor spikes = stem.call(Images(1, 20, 20), new StateFlow(steps: 1));

            Assert.Equal([1L, 6L, side, side], spikes.shape);
            Assert.All(spikes.data<float>().ToArray(), value => Assert.True(value is 0f or 1f, $"{value}"));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_image_seen_once_is_an_image_in_every_step(int reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = Build(Tiny with { StemReduction = reduction });
        Tensor images = Images(2, 16, 16);
        foreach (bool training in (bool[])[true, false]) // in training first: running statistics that let it fire
        {
            network.train(training);
            (Tensor once, Tensor gradientOnce) = Pass(network, state => network.OfImages(images, state));
            (Tensor repeated, Tensor gradient) = Pass(network, state => network.call(DirectCoding.Repeat(images, 3), state));

            Assert.True(gradient.abs().max().item<float>() > 1e-3f, "the stem learns nothing");
            Assert.InRange((repeated - once).abs().max().item<float>(), 0, 1e-4f); // sums in another order
            Assert.InRange((gradient - gradientOnce).abs().max().item<float>(), 0, 1e-4f * gradient.abs().max().item<float>());
        }
    }

    [Fact]
    public void Nothing_leaks_from_one_batch_into_the_next()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = Build(Tiny);
        using IDisposable noGrad = no_grad();
        network.eval();
        Tensor first = DirectCoding.Repeat(Images(3, 16, 16, seed: 1), 3), second = DirectCoding.Repeat(Images(2, 16, 16, seed: 2), 3);
        float[] alone = network.call(second, new StateFlow(steps: 3)).Main.data<float>().ToArray();

        _ = network.call(first, new StateFlow(steps: 3)); // another batch size, which state that stayed would not fit

        Assert.Equal(alone, network.call(second, new StateFlow(steps: 3)).Main.data<float>().ToArray());
    }

    [Fact]
    public void Event_frames_go_in_one_a_step_and_steps_one_by_one_equal_all_at_once()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = Build(Tiny with { InputChannels = 2 });
        using IDisposable noGrad = no_grad();
        network.eval();
        Tensor frames = Images(3, 16, 16, channels: 2); // T = 3, B = 1
        StepLogits together = network.call(frames, new StateFlow(steps: 3));

        SpikingState? state = null;
        for (int t = 0; t < 3; t++)
        {
            StateFlow flow = new(steps: 1, state);
            Tensor one = network.call(frames.narrow(0, t, 1), flow).Main;
            state?.Dispose();
            state = flow.Finish();
            Assert.Equal(0f, (one - together.Main.narrow(0, t, 1)).abs().max().item<float>(), 1e-5f); // another batch size may round a convolution differently
        }

        state?.Dispose();
    }

    [Fact]
    public void A_batch_of_two_equals_two_batches_of_one()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = Build(Tiny);
        using IDisposable noGrad = no_grad();
        network.eval();
        Tensor images = Images(2, 16, 16);

        Tensor together = network.call(DirectCoding.Repeat(images, 3), new StateFlow(steps: 3)).Mean();

        for (int b = 0; b < 2; b++)
        {
            Tensor one = network.call(DirectCoding.Repeat(images.narrow(0, b, 1), 3), new StateFlow(steps: 3)).Mean();
            Assert.Equal(0f, (one - together.narrow(0, b, 1)).abs().max().item<float>(), 1e-5f);
        }
    }

    [Fact]
    public void Equal_shape_artificial_network_has_the_same_parameters_and_no_spikes()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork spiking = Build(Tiny), artificial = Build(Tiny with { Neurons = NetworkNeurons.RectifiedLinear });
        FiringRate rate = new(), none = new();
        Tensor frames = DirectCoding.Repeat(Images(2, 16, 16), 3);

        _ = spiking.call(frames, new StateFlow(steps: 3, observer: rate));
        _ = artificial.call(frames, new StateFlow(steps: 3, observer: none));

        Assert.Equal(Shapes(spiking), Shapes(artificial));
        Assert.InRange(rate.Mean(), 0.01, 0.99);
        Assert.True(double.IsNaN(none.Mean()));
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(3, 17)]
    public void Refuses_frames_of_other_channels_or_of_no_whole_steps(int channels, int rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = Build(Tiny);

        Assert.Throws<ArgumentException>(() => network.call(zeros(rows, channels, 16, 16), new StateFlow(steps: 2)));
    }

    [Fact]
    public void Settings_that_cannot_be_are_all_named()
    {
        ClassificationNetworkConfig config = new() { Genotype = "", Classes = 1, InputChannels = 0, FilterMultiplier = 0, Steps = 0, StemReduction = 3, Stem = ClassificationStem.Deep };

        Assert.Equal(6, config.Validate().Count);
        Assert.Contains("network.stem deep", Assert.Single((config with { StemReduction = 1, Genotype = "x", Classes = 2, InputChannels = 1, FilterMultiplier = 1, Steps = 1 }).Validate()), StringComparison.Ordinal);
        Assert.Empty(new ClassificationNetworkConfig().Validate());
    }

    [Fact]
    public void A_stereo_genotype_is_refused_by_name() =>
        Assert.Contains("a genotype for stereo", Assert.Throws<InvalidDataException>(() => ClassificationGenotypes.Resolve("spikedhs-stereo")).Message, StringComparison.Ordinal);

    private static long Spiking(long inputs, long outputs) => (inputs * outputs * 9) + (3 * outputs);

    private static string[] Shapes(nn.Module network) => [.. network.named_parameters().Select(entry => $"{entry.name} [{string.Join(", ", entry.parameter.shape)}]")];

    private static ClassificationNetwork Build(ClassificationNetworkConfig config)
    {
        manual_seed(11);
        return new ClassificationNetwork(config, BuiltInGenotypes.SpikeDhsCifar);
    }

    /// <summary>Logits of two images in three steps, and the gradient of their cross-entropy at the stem's weights.</summary>
    private static (Tensor Logits, Tensor Gradient) Pass(ClassificationNetwork network, Func<StateFlow, StepLogits> pass)
    {
        TorchSharp.Modules.Parameter weight = network.named_parameters().First(entry => entry.name == "stem.convs.0.conv.weight").parameter;
        network.zero_grad();
        Tensor logits = pass(new StateFlow(steps: 3)).Main;
        nn.functional.cross_entropy(logits, tensor((long[])[0, 1, 0, 1, 0, 1])).backward();
        return (logits.detach(), weight.grad!.clone()); // it has one after a backward pass
    }

    private static Tensor Images(int count, int height, int width, int channels = 3, int seed = 5)
    {
        Random random = new(seed);
        float[] values = new float[count * channels * height * width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 4f) - 2f;
        }

        return tensor(values, [count, channels, height, width]);
    }
}
