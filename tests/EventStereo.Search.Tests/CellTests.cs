using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class CellTests
{
    private const int Height = 5, Width = 6;

    [Fact]
    public void Cell_equals_plain_convolutions_and_scalar_neurons()
    {
        // n0 = conv(s0) + conv(s1), n1 = n0 + conv(s1): one channel a node, evaluated at inference with fresh batch-norm
        // statistics (mean 0, variance 1), so a current is its convolution divided by sqrt(1 + eps).
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        CellGenotype genotype = CellGenotype.FromEdgeNumbers(2, (0, 1), (1, 1), (4, 0), (3, 1));
        using Cell cell = new(genotype, [NeuronGenotype.Default, NeuronGenotype.Default], dimensions: 2, 1, 1, channels: 1);
        cell.eval();
        using IDisposable noGrad = no_grad();
        float[] s0 = Spikes(1), s1 = Spikes(2);

        float[] output = cell.call(Map(s0), Map(s1), new StateFlow(steps: 1)).data<float>().ToArray();

        (float[] Kernel, float Bias)[] convolutions = [.. Convolutions(cell)];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                float n0 = Spike(Convolve(s0, convolutions[0], y, x) + Convolve(s1, convolutions[1], y, x));
                float n1 = Spike(n0 + Convolve(s1, convolutions[2], y, x));
                Assert.Equal(n0, output[y * Width + x]);
                Assert.Equal(n1, output[Height * Width + y * Width + x]);
            }
        }

        Assert.Contains(1f, output);
        Assert.Contains(0f, output);
    }

    private static float Spike(float current)
    {
        float membrane = 0;
        return LifReference.Step(current, ref membrane, NeuronGenotype.Default, out _);
    }

    private static float Convolve(float[] map, (float[] Kernel, float Bias) convolution, int y, int x)
    {
        float sum = convolution.Bias;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                if (y + dy is >= 0 and < Height && x + dx is >= 0 and < Width)
                {
                    sum += convolution.Kernel[(dy + 1) * 3 + dx + 1] * map[(y + dy) * Width + x + dx];
                }
            }
        }

        return sum / MathF.Sqrt(1f + 1e-5f);
    }

    private static IEnumerable<(float[] Kernel, float Bias)> Convolutions(Cell cell) =>
        cell.modules().OfType<TorchSharp.Modules.Convolution>().Select(conv => (conv.weight.data<float>().ToArray(), conv.bias!.data<float>()[0]));

    private static Tensor Map(float[] values) => tensor(values, [1L, 1L, Height, Width]);

    private static float[] Spikes(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Height * Width).Select(_ => (float)random.Next(2))];
    }
}
