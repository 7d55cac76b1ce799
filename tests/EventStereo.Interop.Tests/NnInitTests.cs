using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Ways to begin: ranges, deviations, and that a generator decides them.</summary>
public sealed class NnInitTests
{
    private const int Rows = 256;
    private const int Columns = 64;

    [Fact]
    public void Deviations_are_those_of_the_papers()
    {
        manual_seed(11);
        AssertDeviation(nn.init.kaiming_normal_(Empty(), nonlinearity: nn.init.NonlinearityType.ReLU), Math.Sqrt(2.0 / Columns));
        AssertDeviation(nn.init.kaiming_normal_(Empty(), mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU), Math.Sqrt(2.0 / Rows));
        AssertDeviation(nn.init.kaiming_uniform_(Empty(), a: Math.Sqrt(5)), Math.Sqrt(1.0 / 3 / Columns));
        AssertDeviation(nn.init.xavier_uniform_(Empty(), gain: 2), 2 * Math.Sqrt(2.0 / (Rows + Columns)));
        AssertDeviation(nn.init.xavier_normal_(Empty()), Math.Sqrt(2.0 / (Rows + Columns)));
        AssertDeviation(nn.init.normal_(Empty(), std: 0.5), 0.5);
        AssertDeviation(nn.init.uniform_(Empty(), -1, 1), Math.Sqrt(1.0 / 3));
    }

    [Fact]
    public void Uniform_values_stay_within_their_bound()
    {
        using Tensor weight = nn.init.kaiming_uniform_(Empty());
        double bound = Math.Sqrt(6.0 / Columns);
        Assert.InRange(weight.max().ToDouble(), 0.99 * bound, bound);
        Assert.InRange(weight.min().ToDouble(), -bound, -0.99 * bound);
    }

    [Fact]
    public void Constants_fill()
    {
        using Tensor weight = Empty();
        Assert.Same(weight, nn.init.constant_(weight, 3));
        Assert.Equal(3f * Rows * Columns, weight.sum().ToSingle());
        Assert.Equal(Rows * Columns, nn.init.ones_(weight).sum().ToSingle());
        Assert.Equal(0f, nn.init.zeros_(weight).sum().ToSingle());
    }

    [Fact]
    public void Parameter_is_filled_outside_of_the_graph()
    {
        using Parameter parameter = nn.Parameter(Empty());
        nn.init.kaiming_normal_(parameter);
        Assert.True(parameter.is_leaf);
        Assert.True(parameter.requires_grad);
    }

    [Fact]
    public void Generator_of_one_seed_gives_one_weight()
    {
        using Generator first = new(17), second = new(17);
        using Tensor one = nn.init.normal_(Empty(), generator: first), other = nn.init.normal_(Empty(), generator: second);
        Assert.Equal(one.bytes.ToArray(), other.bytes.ToArray());
    }

    [Fact]
    public void Fans_count_the_kernel()
    {
        using Tensor weight = zeros(8, 4, 3, 5);
        Assert.Equal((60L, 120L), nn.init.CalculateFanInAndFanOut(weight));
        using Tensor vector = zeros(8);
        Assert.Throws<ArgumentException>(() => nn.init.kaiming_normal_(vector));
    }

    [Fact]
    public void Gains_are_the_known_ones()
    {
        Assert.Equal(1.0, nn.init.calculate_gain(nn.init.NonlinearityType.Sigmoid));
        Assert.Equal(5.0 / 3, nn.init.calculate_gain(nn.init.NonlinearityType.Tanh));
        Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU));
        Assert.Equal(Math.Sqrt(2 / 1.25), nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU, 0.5));
    }

    private static Tensor Empty() => zeros(Rows, Columns);

    // 16,384 draws: the sample's deviation is within 3 % of the true one but once in many millions.
    private static void AssertDeviation(Tensor weight, double deviation)
    {
        Assert.InRange(weight.std().ToDouble() / deviation, 0.97, 1.03);
        weight.Dispose();
    }
}
