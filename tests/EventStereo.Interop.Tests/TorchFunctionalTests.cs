using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>The functions behind the layers against plain loops in double precision.</summary>
public sealed class TorchFunctionalTests : IDisposable
{
    // Sums of up to 54 products of numbers of order one in float32.
    private const double Tolerance = 2e-5;

    private readonly DisposeScope scope = NewDisposeScope();

    public TorchFunctionalTests() => manual_seed(4);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Convolution_in_three_dimensions_and_its_gradient_equal_loops()
    {
        Tensor input = randn([1, 2, 4, 5, 6], requires_grad: true), weight = randn([3, 2, 3, 3, 3], requires_grad: true);
        Tensor output = nn.functional.conv3d(input, weight, strides: [1, 2, 1], padding: [1, 1, 1]);
        Assert.Equal([1, 3, 4, 3, 6], output.shape);
        float[] x = input.detach().data<float>().ToArray(), w = weight.detach().data<float>().ToArray(), y = output.detach().data<float>().ToArray();
        double[] expected = new double[y.Length], weightGradient = new double[w.Length];
        for (int o = 0; o < y.Length; o++)
        {
            (int c, int d, int row, int column) = (o / 72, o / 18 % 4, o / 6 % 3, o % 6);
            for (int tap = 0; tap < 54; tap++)
            {
                (int k, int dz, int dy, int dx) = (tap / 27, d + (tap / 9 % 3) - 1, (row * 2) + (tap / 3 % 3) - 1, column + (tap % 3) - 1);
                if (dz is >= 0 and < 4 && dy is >= 0 and < 5 && dx is >= 0 and < 6)
                {
                    double value = x[(((((k * 4) + dz) * 5) + dy) * 6) + dx];
                    expected[o] += w[(c * 54) + tap] * value;
                    weightGradient[(c * 54) + tap] += value;
                }
            }
        }

        AssertClose(expected, output);
        output.sum().backward();
        AssertClose(weightGradient, weight.grad!);
    }

    [Fact]
    public void Groups_keep_channels_apart()
    {
        Tensor input = randn(1, 4, 3, 3), weight = randn(4, 1, 1, 1);
        AssertClose((input * weight.view(1, 4, 1, 1)).data<float>().ToArray().Select(value => (double)value), nn.functional.conv2d(input, weight, groups: 4));
    }

    [Fact]
    public void Batch_norm_in_evaluation_is_an_affine_map()
    {
        Tensor input = randn(2, 3, 4, 4), mean = randn(3), variance = rand(3) + 0.5f, weight = randn(3), bias = randn(3);
        Tensor output = nn.functional.batch_norm(input, mean, variance, weight, bias, training: false, eps: 1e-3);
        float[] x = input.data<float>().ToArray(), m = mean.data<float>().ToArray(), v = variance.data<float>().ToArray(), w = weight.data<float>().ToArray(), b = bias.data<float>().ToArray();
        AssertClose(x.Select((value, i) => ((value - m[i / 16 % 3]) / Math.Sqrt(v[i / 16 % 3] + 1e-3) * w[i / 16 % 3]) + b[i / 16 % 3]), output);
    }

    [Fact]
    public void Bilinear_interpolation_weighs_the_four_neighbours()
    {
        Tensor input = randn(1, 1, 3, 4);
        float[] x = input.data<float>().ToArray();
        Tensor output = nn.functional.interpolate(input, size: [6, 8], mode: InterpolationMode.Bilinear, align_corners: false);
        double[] expected = new double[48];
        for (int i = 0; i < 48; i++)
        {
            double row = Math.Clamp(((i / 8) + 0.5) / 2 - 0.5, 0, 2), column = Math.Clamp(((i % 8) + 0.5) / 2 - 0.5, 0, 3);
            (int top, int left) = ((int)row, (int)column);
            (int bottom, int right) = (Math.Min(top + 1, 2), Math.Min(left + 1, 3));
            (double down, double across) = (row - top, column - left);
            expected[i] = (((x[(top * 4) + left] * (1 - across)) + (x[(top * 4) + right] * across)) * (1 - down))
                + (((x[(bottom * 4) + left] * (1 - across)) + (x[(bottom * 4) + right] * across)) * down);
        }

        AssertClose(expected, output);
        AssertClose(expected, nn.functional.interpolate(input, scale_factor: [2, 2], mode: InterpolationMode.Bilinear));
    }

    [Fact]
    public void Trilinear_interpolation_of_a_linear_ramp_is_the_ramp()
    {
        Tensor ramp = arange(4, dtype: ScalarType.Float32).view(1, 1, 4, 1, 1).expand([1, 1, 4, 2, 2]);
        Tensor output = nn.functional.interpolate(ramp, size: [7, 2, 2], mode: InterpolationMode.Trilinear, align_corners: true);
        AssertClose(Enumerable.Range(0, 28).Select(i => i / 4 * 0.5), output);
    }

    [Fact]
    public void Interpolation_refuses_what_it_cannot_do()
    {
        Tensor image = ones(1, 1, 2, 2);
        Assert.Throws<ArgumentException>(() => nn.functional.interpolate(image));
        Assert.Throws<ArgumentException>(() => nn.functional.interpolate(image, size: [4, 4], mode: InterpolationMode.Trilinear));
        Assert.Throws<ArgumentException>(() => nn.functional.interpolate(image, size: [4, 4, 4]));
    }

    [Theory]
    [InlineData(PaddingModes.Constant, new float[] { 7, 7, 1, 2, 3, 7 })]
    [InlineData(PaddingModes.Reflect, new float[] { 3, 2, 1, 2, 3, 2 })]
    [InlineData(PaddingModes.Replicate, new float[] { 1, 1, 1, 2, 3, 3 })]
    [InlineData(PaddingModes.Circular, new float[] { 2, 3, 1, 2, 3, 1 })]
    public void Padding_fills_by_its_mode(PaddingModes mode, float[] expected) =>
        Assert.Equal(expected, nn.functional.pad(tensor(new float[] { 1, 2, 3 }, 1, 1, 3), (2, 1), mode, 7).data<float>().ToArray());

    [Fact]
    public void Pools_take_the_mean_and_the_largest()
    {
        Tensor cube = arange(64, dtype: ScalarType.Float32).view(1, 1, 4, 4, 4);
        Assert.Equal(10.5f, nn.functional.avg_pool3d(cube, [2, 2, 2])[0, 0, 0, 0, 0].ToSingle()); // mean of 0 1 4 5 16 17 20 21
        Assert.Equal(21f, nn.functional.max_pool3d(cube, [2, 2, 2])[0, 0, 0, 0, 0].ToSingle());
        Assert.Equal(31.5f, nn.functional.adaptive_avg_pool3d(cube, 1).ToSingle());
        Assert.Equal([5f, 7f, 13f, 15f], nn.functional.max_pool2d(cube[0, 0, 0].view(1, 1, 4, 4), 2).data<float>().ToArray());
    }

    [Fact]
    public void Losses_agree_with_their_formulas()
    {
        Tensor value = tensor(new float[] { 0, 0.5f, 3 }), target = zeros(3);
        Assert.Equal((0.125 + 2.5) / 3, nn.functional.smooth_l1_loss(value, target).ToDouble(), 1e-6);
        Assert.Equal((0.0625 * 4) + 3 - 0.125 + 0, nn.functional.smooth_l1_loss(value, target, nn.Reduction.Sum, beta: 0.25).ToDouble() - 0.125, 1e-6);
        Assert.Equal(9.25, nn.functional.mse_loss(value, target, nn.Reduction.Sum).ToDouble(), 1e-6);
        Assert.Equal([0f, 0.5f, 3f], nn.functional.l1_loss(value, target, nn.Reduction.None).data<float>().ToArray());
        Tensor scores = tensor(new float[] { 1, 2, 3 }, 1, 3);
        double expected = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3)) - 2;
        Assert.Equal(expected, nn.functional.cross_entropy(scores, tensor(new long[] { 1 })).ToDouble(), 1e-6);
        Assert.Equal(-expected, nn.functional.log_softmax(scores, 1)[0, 1].ToDouble(), 1e-6);
        Assert.Equal(1.0, nn.functional.softmax(scores, 1).sum().ToDouble(), 1e-6);
    }

    [Fact]
    public void Sampling_on_a_grid_of_the_pixels_gives_the_image()
    {
        Tensor image = randn(1, 1, 3, 3);
        Tensor places = tensor(new float[] { -1, 0, 1 });
        Tensor grid = stack([places.view(1, 1, 3).expand([1, 3, 3]), places.view(1, 3, 1).expand([1, 3, 3])], -1);
        AssertClose(image.data<float>().ToArray().Select(value => (double)value), nn.functional.grid_sample(image, grid, align_corners: true));
    }

    [Fact]
    public void Patches_become_columns()
    {
        Tensor columns = nn.functional.unfold(arange(9, dtype: ScalarType.Float32).view(1, 1, 3, 3), 2);
        Assert.Equal([1, 4, 4], columns.shape);
        Assert.Equal([0f, 1f, 3f, 4f], columns[0, 0].data<float>().ToArray());
        Assert.Equal([4f, 5f, 7f, 8f], columns[0, 3].data<float>().ToArray());
    }

    private static void AssertClose(IEnumerable<double> expected, Tensor actual)
    {
        float[] values = actual.detach().data<float>().ToArray();
        int i = 0;
        foreach (double value in expected)
        {
            Assert.Equal(value, values[i++], Tolerance);
        }

        Assert.Equal(i, values.Length);
    }
}
