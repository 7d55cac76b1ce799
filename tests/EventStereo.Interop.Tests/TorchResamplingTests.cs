using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Pooling and interpolation against scalar loops, over their options.</summary>
public sealed class TorchResamplingTests : IDisposable
{
    // float32 sums of at most eight products of numbers below 30.
    private const float Tolerance = 1e-4f;

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(2, 2, 0, false, true)]
    [InlineData(3, 2, 1, false, true)]
    [InlineData(3, 2, 1, true, true)]
    [InlineData(3, 2, 1, true, false)]
    [InlineData(2, 2, 0, true, true)]
    [InlineData(3, 1, 1, false, false)]
    public void Pools_equal_loops(int kernel, int stride, int padding, bool ceil, bool countPadding)
    {
        const int Height = 7, Width = 6;
        float[] x = [.. Enumerable.Range(0, Height * Width).Select(i => (i * 17 % 29) - 14f)];
        Tensor input = tensor(x).view(1, 1, Height, Width);
        Tensor mean = nn.functional.avg_pool2d(input, [kernel, kernel], [stride, stride], [padding, padding], ceil, countPadding);
        Tensor largest = nn.functional.max_pool2d(input, [kernel, kernel], [stride, stride], [padding, padding], ceil_mode: ceil);
        int rows = Outputs(Height), columns = Outputs(Width);
        Assert.Equal([1, 1, rows, columns], mean.shape);
        Assert.Equal([1, 1, rows, columns], largest.shape);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                float[] inside = [.. Taps(r, Height).SelectMany(y => Taps(c, Width).Select(column => x[(y * Width) + column]))];
                int count = countPadding ? Padded(r, Height) * Padded(c, Width) : inside.Length;
                Assert.Equal(inside.Sum() / count, mean[0, 0, r, c].ToSingle(), Tolerance);
                Assert.Equal(inside.Max(), largest[0, 0, r, c].ToSingle());
            }
        }

        // The last window may begin in the image or its left padding, never in the right one.
        int Outputs(int size)
        {
            int free = size + (2 * padding) - kernel;
            int outputs = ((free + (ceil ? stride - 1 : 0)) / stride) + 1;
            return (outputs - 1) * stride >= size + padding ? outputs - 1 : outputs;
        }

        IEnumerable<int> Taps(int index, int size) => Enumerable.Range((index * stride) - padding, kernel).Where(at => at >= 0 && at < size);

        // Taps that lie in the image or its padding: beyond that, where ceil_mode reaches, nothing is counted.
        int Padded(int index, int size) => Math.Min((index * stride) - padding + kernel, size + padding) - ((index * stride) - padding);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Linear_interpolation_equals_its_formula_along_each_axis(bool align)
    {
        float[] x = [.. Enumerable.Range(0, 60).Select(i => i * 13 % 31 * 0.5f)];
        Tensor solid = tensor(x).view(1, 1, 3, 4, 5);
        float[] expected = Resample(Resample(Resample(x, 1, 3, 20, 5, align), 5, 4, 5, 7, align), 35, 5, 1, 3, align);
        Tensor actual = nn.functional.interpolate(solid, size: [5, 7, 3], mode: InterpolationMode.Trilinear, align_corners: align);
        AssertClose(expected, actual);

        float[] plane = Resample(Resample(x, 3, 4, 5, 7, align), 21, 5, 1, 3, align);
        AssertClose(plane, nn.functional.interpolate(solid[0], size: [7, 3], mode: InterpolationMode.Bilinear, align_corners: align));
    }

    [Fact]
    public void Nearest_interpolation_takes_the_cell_that_the_position_falls_into()
    {
        Tensor input = arange(5, dtype: ScalarType.Float32).view(1, 1, 1, 5);
        float[] expected = [.. Enumerable.Range(0, 8).Select(i => (float)(i * 5 / 8))];
        Assert.Equal(expected, nn.functional.interpolate(input, size: [1, 8]).data<float>().ToArray());
        Assert.Equal([0f, 0f, 1f, 1f, 2f, 2f, 3f, 3f, 4f, 4f], nn.functional.interpolate(input, scale_factor: [1, 2]).data<float>().ToArray());
        Assert.Equal([1, 1, 2, 3, 4], nn.functional.interpolate(ones([1, 1, 1, 1, 2]), size: [2, 3, 4]).shape);
    }

    private static void AssertClose(float[] expected, Tensor actual)
    {
        float[] values = actual.data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[i], Tolerance);
        }
    }

    // Resamples the middle axis of [outer, size, inner].
    private static float[] Resample(float[] x, int outer, int size, int inner, int wanted, bool align)
    {
        float[] made = new float[outer * wanted * inner];
        for (int i = 0; i < made.Length; i++)
        {
            (int o, int at, int rest) = (i / (wanted * inner), i / inner % wanted, i % inner);
            double place = align ? at * (size - 1.0) / (wanted - 1) : Math.Max(0, ((at + 0.5) * size / wanted) - 0.5);
            int low = (int)place, high = Math.Min(low + 1, size - 1);
            double weight = place - low;
            made[i] = (float)((x[(((o * size) + low) * inner) + rest] * (1 - weight)) + (x[(((o * size) + high) * inner) + rest] * weight));
        }

        return made;
    }
}
