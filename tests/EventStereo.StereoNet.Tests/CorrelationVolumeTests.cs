using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

/// <summary>The correlation kernel against shifted products and pooling by torch.</summary>
public sealed class CorrelationVolumeTests
{
    /// <summary>Channels, groups, disparities, pooling, height, width.</summary>
    public static TheoryData<int, int, int, int, int, int> Sizes() => new()
    {
        { 4, 2, 5, 1, 6, 19 },
        { 12, 4, 8, 2, 8, 24 },
        { 6, 2, 7, 2, 7, 21 }, // odd sides
        { 3, 1, 9, 3, 10, 11 },
        { 2, 2, 12, 2, 4, 5 }, // more disparities than columns
        { 1, 1, 1, 1, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Volume_and_gradients_equal_those_from_tensor_operations(int channels, int groups, int disparities, int pooling, int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(1);
        Tensor left = randn(3, channels, height, width).requires_grad_(), right = randn(3, channels, height, width).requires_grad_();

        Tensor expected = CostVolume.Pool(CostVolume.Correlate(left, right, disparities, groups), pooling);
        Tensor volume = CorrelationVolume.Run(left, right, disparities, groups, pooling);
        Tensor gradient = randn(expected.shape);

        Assert.Equal(expected.shape, volume.shape);
        Assert.True(expected.abs().max().item<float>() > 0.01f);
        Assert.True(Apart(expected, volume) < 1e-5);
        foreach ((Tensor wanted, Tensor given) in autograd.grad([expected], [left, right], [gradient]).Zip(autograd.grad([volume], [left, right], [gradient])))
        {
            Assert.True(Apart(wanted, given) < 1e-5); // sums of a dozen products of about 1 in another order
        }
    }

    [Fact]
    public void Spikes_give_the_same_bits()
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(2);
        Tensor left = rand(2, 12, 16, 40).lt((Scalar)0.3f).to(ScalarType.Float32), right = rand(2, 12, 16, 40).lt((Scalar)0.3f).to(ScalarType.Float32);

        Assert.Equal(0, Apart(CostVolume.Pool(CostVolume.Correlate(left, right, 9, 4), 2), CorrelationVolume.Run(left, right, 9, 4, 2)));
    }

    [Fact]
    public void Features_of_two_sizes_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => CorrelationVolume.Run(zeros(1, 2, 3, 4), zeros(1, 2, 3, 5), 2, 1, 1));
    }

    private static double Apart(Tensor some, Tensor other) => (some.detach() - other.detach()).abs().max().item<float>();
}
