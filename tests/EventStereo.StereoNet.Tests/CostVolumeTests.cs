using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class CostVolumeTests
{
    private const int Channels = 4, Rows = 2, Columns = 6, Disparities = 8; // more disparities than columns

    [Fact]
    public void Concatenation_pairs_left_x_with_right_x_minus_d()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor left = rand(1, Channels, Rows, Columns), right = rand(1, Channels, Rows, Columns);

        Tensor volume = CostVolume.Concatenate(left, right, Disparities);

        ForAll((c, d, y, x) =>
        {
            bool inside = x >= d;
            Assert.Equal(inside ? left[0, c, y, x].item<float>() : 0f, volume[0, c, d, y, x].item<float>());
            Assert.Equal(inside ? right[0, c, y, x - d].item<float>() : 0f, volume[0, Channels + c, d, y, x].item<float>());
        });
    }

    [Fact]
    public void Correlation_is_the_mean_product_of_a_group()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor left = rand(1, Channels, Rows, Columns), right = rand(1, Channels, Rows, Columns);

        Tensor volume = CostVolume.Correlate(left, right, Disparities, groups: 2);

        ForAll((c, d, y, x) =>
        {
            int group = c / 2, first = group * 2;
            float expected = x < d ? 0f : (left[0, first, y, x].item<float>() * right[0, first, y, x - d].item<float>() + left[0, first + 1, y, x].item<float>() * right[0, first + 1, y, x - d].item<float>()) / 2;
            Assert.Equal(expected, volume[0, group, d, y, x].item<float>(), 1e-6f);
        });
    }

    private static void ForAll(Action<int, int, int, int> check)
    {
        for (int c = 0; c < Channels; c++)
        {
            for (int d = 0; d < Disparities; d++)
            {
                for (int y = 0; y < Rows; y++)
                {
                    for (int x = 0; x < Columns; x++)
                    {
                        check(c, d, y, x);
                    }
                }
            }
        }
    }
}
