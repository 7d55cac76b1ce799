using EventStereo.EventIO.Events;
using EventStereo.Search.Kernels;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class ReadoutKernelTests
{
    /// <summary>Stem stride, volume pooling, bin step, maximum disparity, a map whose last pixels lie on, before and between grid points, and whether by soft argmin.</summary>
    public static TheoryData<int, int, int, int, int, int, bool> Shapes() => new()
    {
        { 2, 2, 2, 63, 37, 61, false },
        { 2, 2, 2, 63, 37, 61, true },
        { 3, 1, 2, 63, 31, 46, false },
        { 3, 1, 2, 63, 31, 46, true },
        { 3, 2, 1, 40, 20, 8, false },
        { 1, 1, 1, 12, 9, 5, false },
        { 4, 1, 8, 64, 13, 1, false },
        { 2, 1, 3, 4, 3, 129, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Equals_the_tensor_operations_and_the_scalar_reference(int stem, int pooling, int step, int most, int height, int width, bool soft)
    {
        using DisposeScope scope = NewDisposeScope();
        StereoNetworkConfig config = new() { StemStride = stem, VolumePooling = pooling, BinStepPx = step, MaxDisparityPx = most, ReadoutEstimate = soft ? DisparityEstimate.SoftArgmin : DisparityEstimate.Map };
        int rows = GridSize(height, config.VolumeStride), columns = GridSize(width, config.VolumeStride);
        random.manual_seed(3);
        Tensor similarities = randn(1, config.Disparities, rows, columns) * 3f;
        SensorSize size = new(width, height);
        ReadoutGrid grid = new(config, config.Disparities, rows, columns, size);
        float[] kernel = new float[size.Pixels], alone = new float[size.Pixels], reference = new float[size.Pixels];

        ReadoutKernel.Run(TensorMemory.Floats(similarities), grid, kernel, threads: 2);
        ReadoutKernel.Run(TensorMemory.Floats(similarities), grid, alone, threads: 1);
        ReadoutReference.Run(TensorMemory.Floats(similarities), grid, reference);

        Tensor expected = DisparityReadout.Estimate(DisparityReadout.Logits(similarities, config, height, width), config);
        Assert.Equal(kernel, alone);
        float[] torch = expected.contiguous().data<float>().ToArray();
        for (int i = 0; i < kernel.Length; i++)
        {
            Assert.Equal(reference[i], kernel[i], 1e-4f); // exp of vectors and of MathF differ in the last digit
            Assert.Equal(torch[i], kernel[i], 1e-4f); // as do sums in another order; no two bins are equal to the last digits here
        }
    }

    [Fact]
    public void Soft_argmin_equals_the_tensor_operations()
    {
        using DisposeScope scope = NewDisposeScope();
        StereoNetworkConfig config = new() { MaxDisparityPx = 40, ReadoutEstimate = DisparityEstimate.SoftArgmin };
        random.manual_seed(3);
        Tensor similarities = randn(1, config.Disparities, 5, 7);
        SensorSize size = new(19, 13);
        float[] kernel = new float[size.Pixels];

        ReadoutKernel.Run(TensorMemory.Floats(similarities), new ReadoutGrid(config, config.Disparities, 5, 7, size), kernel, threads: 1);

        float[] expected = DisparityReadout.Estimate(DisparityReadout.Logits(similarities, config, 13, 19), config).contiguous().data<float>().ToArray();
        for (int i = 0; i < kernel.Length; i++)
        {
            Assert.Equal(expected[i], kernel[i], 1e-4f);
        }
    }

    [Fact]
    public void Of_equal_bins_the_first_is_the_best()
    {
        StereoNetworkConfig config = new() { StemStride = 2, BinStepPx = 2, MaxDisparityPx = 16 };
        SensorSize size = new(1, 1);
        ReadoutGrid grid = new(config, config.Disparities, 1, 1, size);
        float[] disparity = new float[1];

        ReadoutKernel.Run([0f, 9f, 0f, 0f, 0f, 0f, 0f, 9f], grid, disparity, threads: 1);

        // Bin 1 with bins 0, 2 and 3 of weight exp(-9) around it.
        double weight = Math.Exp(-9);
        Assert.Equal(2 * (1 + (weight * (-1 + 1 + 2) / (1 + (3 * weight)))), disparity[0], 1e-6);
    }

    [Fact]
    public void A_grid_that_ends_before_the_map_is_refused()
    {
        StereoNetworkConfig config = new() { StemStride = 2 };

        Assert.Throws<ArgumentException>(() => new ReadoutGrid(config, config.Disparities, 2, 2, new SensorSize(4, 3)));
        Assert.Throws<ArgumentException>(() => ReadoutKernel.Run(new float[5], new ReadoutGrid(config, config.Disparities, 2, 2, new SensorSize(3, 3)), new float[9], 1));
    }

    private static int GridSize(int pixels, int stride) => ((pixels - 1 + stride - 1) / stride) + 1;
}
