using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Layers against numbers worked out by hand or by plain loops.</summary>
public sealed class NnLayerTests
{
    // float32 sums of some ten products of numbers of order one: a few units in the last place.
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(PaddingModes.Zeros)]
    [InlineData(PaddingModes.Reflect)]
    [InlineData(PaddingModes.Replicate)]
    public void Convolution_equals_a_loop_with_each_way_of_padding(PaddingModes mode)
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        using Conv2d conv = nn.Conv2d(2, 3, (3, 2), stride: (2, 1), padding: (1, 1), dilation: (1, 2), padding_mode: mode);
        Tensor input = randn(1, 2, 5, 6);
        Tensor output = conv.call(input);
        Assert.Equal([1, 3, 3, 6], output.shape);
        float[] x = input.data<float>().ToArray(), w = conv.weight.detach().data<float>().ToArray(), b = conv.bias!.detach().data<float>().ToArray();
        for (int c = 0; c < 3; c++)
        {
            for (int row = 0; row < 3; row++)
            {
                for (int column = 0; column < 6; column++)
                {
                    double sum = b[c];
                    for (int tap = 0; tap < 12; tap++)
                    {
                        (int k, int u, int v) = (tap / 6, tap / 2 % 3, tap % 2);
                        sum += w[(c * 12) + tap] * At(x, k, (row * 2) + u - 1, column + (v * 2) - 1, mode);
                    }

                    Assert.Equal(sum, output[0, c, row, column].ToDouble(), Tolerance);
                }
            }
        }
    }

    [Fact]
    public void Same_padding_keeps_the_size_and_puts_the_odd_pixel_last()
    {
        using var scope = NewDisposeScope();
        using Conv2d conv = nn.Conv2d(1, 1, 2, Padding.Same, bias: false);
        nn.init.ones_(conv.weight);
        Tensor output = conv.call(tensor(new float[] { 1, 2, 3, 4 }, 1, 1, 2, 2));
        Assert.Equal([10f, 6f, 7f, 4f], output.detach().data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => nn.Conv2d(1, 1, 3, Padding.Same, stride: 2));
    }

    [Fact]
    public void Convolution_refuses_other_channels()
    {
        using Conv3d conv = nn.Conv3d(2, 3, 3);
        using Tensor input = ones([1, 3, 4, 4, 4]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => conv.call(input));
        Assert.Contains("4D (unbatched) or 5D (batched) input with 2 channels to Conv3d", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_a_fresh_convolution_fill_their_range()
    {
        manual_seed(1);
        using Conv3d conv = nn.Conv3d(16, 32, 3);
        double bound = 1 / Math.Sqrt(16 * 27);
        float[] values = conv.weight.detach().data<float>().ToArray();
        Assert.InRange(values.Max(), 0.99 * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.99 * bound);
        Assert.InRange(conv.bias!.detach().data<float>().ToArray().Max(Math.Abs), 0.5 * bound, bound);
    }

    [Fact]
    public void Transposed_convolution_spreads_each_pixel_and_hits_a_size_that_is_asked_for()
    {
        using var scope = NewDisposeScope();
        using ConvTranspose2d conv = nn.ConvTranspose2d(1, 1, 2, stride: 2, bias: false);
        using (no_grad())
        {
            conv.weight.copy_(tensor(new float[] { 1, 2, 3, 4 }, 1, 1, 2, 2));
        }

        Tensor input = tensor(new float[] { 1, 10 }, 1, 1, 1, 2);
        Assert.Equal([1f, 2f, 10f, 20f, 3f, 4f, 30f, 40f], conv.call(input).detach().data<float>().ToArray());
        Assert.Equal([1, 1, 2, 5], conv.forward(input, [2, 5]).shape);
        Assert.Throws<ArgumentException>(() => conv.forward(input, [2, 6]));
    }

    [Fact]
    public void Batch_norm_normalises_by_the_batch_and_keeps_running_statistics()
    {
        using var scope = NewDisposeScope();
        using BatchNorm2d norm = nn.BatchNorm2d(1, momentum: 0.1);
        Tensor input = tensor(new float[] { 1, 2, 3, 6 }, 1, 1, 2, 2);
        Tensor output = norm.call(input);
        double spread = Math.Sqrt(3.5 + 1e-5); // mean 3, variance (4 + 1 + 0 + 9) / 4
        Assert.Equal(-2 / spread, output.detach().data<float>().ToArray()[0], Tolerance);
        Assert.Equal(0.3, norm.running_mean!.ToDouble(), Tolerance);
        Assert.Equal(0.9 + (0.1 * 14.0 / 3), norm.running_var!.ToDouble(), Tolerance); // the unbiased variance
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());

        norm.eval();
        Tensor still = norm.call(input);
        Assert.Equal((1 - 0.3) / Math.Sqrt(0.9 + (1.4 / 3) + 1e-5), still.detach().data<float>().ToArray()[0], Tolerance);
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Batch_norm_without_statistics_uses_the_batch_in_evaluation_too()
    {
        using var scope = NewDisposeScope();
        using BatchNorm1d norm = nn.BatchNorm1d(2, affine: false, track_running_stats: false);
        norm.eval();
        Tensor output = norm.call(tensor(new float[] { 0, 5, 2, 7 }, 2, 2));
        Assert.Equal(0, output.sum().ToDouble(), Tolerance);
        Assert.Empty(norm.state_dict());
        Assert.Null(norm.weight);
    }

    [Fact]
    public void Batch_norm_refuses_other_dimensions()
    {
        using BatchNorm2d norm = nn.BatchNorm2d(2);
        using Tensor input = ones(2, 2);
        ArgumentException error = Assert.Throws<ArgumentException>(() => norm.call(input));
        Assert.Contains("expected 4D input to BatchNorm2d, but got 2D", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_of_statistics_forgets()
    {
        using var scope = NewDisposeScope();
        using BatchNorm2d norm = nn.BatchNorm2d(1);
        norm.call(ones(1, 1, 2, 2)).Dispose();
        norm.reset_running_stats();
        Assert.Equal((0f, 1f, 0L), (norm.running_mean!.ToSingle(), norm.running_var!.ToSingle(), norm.num_batches_tracked!.ToInt64()));
    }

    [Fact]
    public void Linear_is_a_product_and_a_sum()
    {
        using var scope = NewDisposeScope();
        using Linear linear = nn.Linear(nn.Parameter(tensor(new float[] { 1, 2, 3, 4 }, 2, 2)), nn.Parameter(tensor(new float[] { 10, 20 })));
        Assert.Equal([15f, 31f], linear.call(tensor(new float[] { 1, 2 }, 1, 2)).detach().data<float>().ToArray());
        Assert.Equal((2L, 2L), (linear.in_features, linear.out_features));
    }

    [Fact]
    public void Dropout_scales_what_stays_and_is_the_identity_in_evaluation()
    {
        manual_seed(5);
        using var scope = NewDisposeScope();
        using Dropout dropout = nn.Dropout(0.75);
        float[] values = dropout.call(ones(4000)).data<float>().ToArray();
        Assert.All(values, value => Assert.True(value is 0f or 4f));
        Assert.InRange(values.Count(value => value == 4f), 850, 1150); // 1000 expected, deviation 27
        dropout.eval();
        Assert.Equal(3f, dropout.call(ones(3)).sum().ToSingle());
        Assert.Throws<ArgumentException>(() => nn.Dropout(1.5));
    }

    [Fact]
    public void Pools_average()
    {
        using var scope = NewDisposeScope();
        Tensor input = arange(16, dtype: ScalarType.Float32).view(1, 1, 4, 4);
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], nn.AvgPool2d(2).call(input).data<float>().ToArray());
        Assert.Equal([7.5f], nn.AdaptiveAvgPool2d(1).call(input).data<float>().ToArray());
        Assert.Equal([1, 1, 2, 2, 2], nn.AvgPool3d(2).call(ones([1, 1, 4, 4, 4])).shape);
        Assert.Equal([1, 1, 1, 2, 3], nn.AdaptiveAvgPool3d((1, 2, 3)).call(ones([1, 1, 4, 4, 4])).shape);
    }

    [Fact]
    public void Upsampling_repeats_or_interpolates()
    {
        using var scope = NewDisposeScope();
        Tensor input = tensor(new float[] { 0, 4 }, 1, 1, 1, 2);
        Assert.Equal([0f, 0f, 4f, 4f], nn.Upsample(size: [1, 4]).call(input).data<float>().ToArray());
        Assert.Equal([0f, 2f, 4f], nn.Upsample(size: [1, 3], mode: UpsampleMode.Bilinear, align_corners: true).call(input).data<float>().ToArray());
    }

    [Fact]
    public void Shapes_and_signs_of_the_simple_layers()
    {
        using var scope = NewDisposeScope();
        Tensor input = tensor(new float[] { -1, 0, 1, 2 }, 1, 2, 2);
        Assert.Equal([0f, 0f, 1f, 2f], nn.ReLU().call(input).data<float>().ToArray());
        Assert.Equal([1, 4], nn.Flatten().call(input).shape);
        Assert.Equal(0.5f, nn.Sigmoid().call(zeros(1)).ToSingle());
        Assert.Equal([-1f, 0f, 1f, 2f], nn.Identity().call(input).data<float>().ToArray());
    }

    private static double At(float[] x, int channel, int row, int column, PaddingModes mode)
    {
        const int Height = 5, Width = 6;
        if (mode == PaddingModes.Zeros)
        {
            return row is >= 0 and < Height && column is >= 0 and < Width ? x[(((channel * Height) + row) * Width) + column] : 0;
        }

        return x[(((channel * Height) + Inside(row, Height)) * Width) + Inside(column, Width)];

        int Inside(int position, int size) => mode == PaddingModes.Replicate
            ? Math.Clamp(position, 0, size - 1)
            : position < 0 ? -position : position >= size ? (2 * (size - 1)) - position : position;
    }
}
