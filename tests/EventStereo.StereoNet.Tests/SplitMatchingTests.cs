using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

/// <summary>The split of the first matching convolution against the plain form: a volume by concatenation and torch's 3-D convolution.</summary>
public sealed class SplitMatchingTests
{
    /// <summary>Sums of some hundred products of values of about 1, in another order.</summary>
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(2, 3, 4, 5, 4, 7)]
    [InlineData(1, 2, 3, 9, 3, 4)] // more disparities than columns
    [InlineData(1, 2, 3, 1, 3, 5)] // one disparity: its planes have only borders beside them
    [InlineData(1, 2, 3, 2, 2, 6)] // first and last disparity at once neighbours
    [InlineData(2, 1, 2, 4, 1, 1)] // one pixel
    [InlineData(1, 2, 2, 5, 3, 2)] // the last column is the second
    [InlineData(1, 4, 6, 4, 5, 33)] // whole vectors and a rest
    [InlineData(1, 2, 3, 7, 3, 7)]
    [InlineData(1, 2, 3, 8, 3, 7)] // as many disparities as columns, and one more
    public void Output_and_gradients_equal_the_plain_form(int samples, int channels, int outputs, int disparities, int height, int width)
    {
        torch.random.manual_seed(1);
        Tensor left = randn(samples, channels, height, width).requires_grad_(), right = randn(samples, channels, height, width).requires_grad_();
        Tensor weight = randn([outputs, 2 * channels, 3, 3, 3]).requires_grad_(), bias = randn(outputs).requires_grad_();
        Tensor gradient = randn([samples, outputs, disparities, height, width]);

        Tensor[] split = Differentiate(SplitMatching.Convolve(left, right, disparities, weight, bias));
        Tensor[] plain = Differentiate(nn.functional.conv3d(CostVolume.Concatenate(left, right, disparities), weight, bias, padding: [1L, 1L, 1L]));

        string[] names = ["output", "left", "right", "weights", "bias"];
        for (int i = 0; i < split.Length; i++)
        {
            Assert.Equal(plain[i].shape, split[i].shape);
            double apart = (split[i] - plain[i]).abs().max().item<float>(), scale = Math.Max(1, plain[i].abs().max().item<float>());
            Assert.True(apart <= Tolerance * scale, $"{names[i]}: {apart} apart at a scale of {scale}");
        }

        Tensor[] Differentiate(Tensor output) => [output, .. autograd.grad([output], [left, right, weight, bias], [gradient])];
    }

    [Fact]
    public void Without_bias_it_adds_none()
    {
        torch.random.manual_seed(1);
        Tensor left = randn(1, 2, 3, 5), right = randn(1, 2, 3, 5), weight = randn([3, 4, 3, 3, 3]);

        Tensor apart = SplitMatching.Convolve(left, right, 4, weight, null) - nn.functional.conv3d(CostVolume.Concatenate(left, right, 4), weight, padding: [1L, 1L, 1L]);

        Assert.True(apart.abs().max().item<float>() < Tolerance * 10);
    }

    [Fact]
    public void One_pixel_by_hand()
    {
        // One feature of 2 left and 3 right, at disparity 0; kernel plane 1 reads it, column and row 1; plane 0 reads it from disparity 1, where nothing of the last column is left.
        float[] kernel = new float[2 * 27];
        kernel[13] = 10; // left, centre
        kernel[27 + 13] = 100; // right, centre
        kernel[4] = 1000; // left, plane before

        Tensor volume = SplitMatching.Convolve(full([1L, 1L, 1L, 1L], 2f), full([1L, 1L, 1L, 1L], 3f), 2, tensor(kernel, [1L, 2L, 3L, 3L, 3L]), null);

        Assert.Equal([(2 * 10f) + (3 * 100), 2 * 1000f], volume.data<float>().ToArray());
    }

    [Fact]
    public void Weights_of_another_shape_are_refused() =>
        Assert.Throws<ArgumentException>(() => SplitMatching.Convolve(zeros(1, 2, 3, 4), zeros(1, 2, 3, 4), 5, zeros([3, 3, 3, 3, 3]), null));

    [Fact]
    public void Network_says_the_same_whether_or_not_its_first_matching_convolution_is_watched()
    {
        torch.random.manual_seed(1);
        StereoNetworkConfig config = new() { FeatureMultiplier = 2, MatchingMultiplier = 1, MaxDisparityPx = 16, Readout = FeatureReadout.Membrane };
        using StereoNetwork network = new(config, BuiltInGenotypes.SpikeDhsStereo);
        network.eval();
        using IDisposable noGrad = no_grad();
        Tensor left = randn(1, 5, 24, 36), right = randn(1, 5, 24, 36);

        int volumes = 0;
        var counter = network.children().OfType<CostVolume>().Single().register_forward_pre_hook((_, one, other) =>
        {
            volumes++;
            return (one, other);
        });
        Tensor split = network.call(left, right, new StateFlow(steps: 1));
        Assert.Equal(0, volumes); // none is made
        var first = network.named_modules().Single(module => module.name == "matching.stem0.conv").module;
        long[] seen = [];
        var hook = ((nn.Module<Tensor, Tensor>)first).register_forward_pre_hook((_, input) =>
        {
            seen = input.shape;
            return input;
        });
        Tensor plain = network.call(left, right, new StateFlow(steps: 1));
        hook.remove();
        counter.remove();

        Assert.Equal(1, volumes);
        Assert.Equal([1L, 2 * 6, 6, 12, 16], seen);
        Assert.True((split - plain).abs().max().item<float>() < 1e-4);
    }
}
