using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class DisparityReadoutTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    public void Logits_at_pixels_equal_the_full_map(int stride, int pooling)
    {
        using DisposeScope scope = NewDisposeScope();
        StereoNetworkConfig config = new() { StemStride = stride, VolumePooling = pooling, MaxDisparityPx = 24 };
        const int rows = 7, columns = 9;
        int height = config.VolumeStride * (rows - 1) + 1, width = config.VolumeStride * (columns - 1) + 1;
        Tensor similarities = randn(2, config.Disparities, rows, columns);
        PixelSet pixels = new([0, 1, 1, 0], [0, height - 1, 3, 4], [0, width - 1, 5, 2]);

        Tensor full = DisparityReadout.Logits(similarities, config, height, width);
        Tensor chosen = DisparityReadout.LogitsAt(similarities, config, pixels);

        for (int p = 0; p < pixels.Count; p++)
        {
            Tensor expected = full.select(0, pixels.Image[p]).select(1, pixels.Row[p]).select(1, pixels.Column[p]);
            Assert.Equal(0f, (chosen.select(0, p) - expected).abs().max().item<float>(), 1e-5f); // two orders of the same four products
        }
    }

    [Fact]
    public void Bins_between_slices_are_linear()
    {
        float[] weights = DisparityReadout.BinWeights(slices: 3, stride: 3, bins: 4, step: 2); // slices at 0, 3, 6 px; bins at 0, 2, 4, 6 px

        float[] expected = [1, 0, 0, 1f / 3, 2f / 3, 0, 0, 2f / 3, 1f / 3, 0, 0, 1];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], weights[i], 1e-6f);
        }
    }

    [Fact]
    public void Subpixel_map_is_the_expectation_around_the_best_bin()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] logits = [0f, 0f, 1f, 2f, 1.5f, 0f, 0f, 1.9f]; // best bin 3; bin 7 is outside the window of two bins each side
        double[] weight = [0, Math.Exp(0), Math.Exp(1), Math.Exp(2), Math.Exp(1.5), Math.Exp(0), 0, 0];
        double expected = weight.Select((w, bin) => w * bin * 2).Sum() / weight.Sum();

        Tensor disparity = DisparityReadout.SubpixelMap(tensor(logits, [1L, 8L, 1L, 1L]), binStepPx: 2);

        Assert.Equal(expected, disparity.item<float>(), 1e-4);
    }

    [Fact]
    public void Soft_argmin_is_the_expectation_over_all_bins()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] logits = [0f, 1f, 2f, 1.9f];
        double[] weight = [1, Math.E, Math.Exp(2), Math.Exp(1.9)];
        double expected = ((2 * weight[1]) + (4 * weight[2]) + (6 * weight[3])) / weight.Sum();

        Tensor disparity = DisparityReadout.SoftArgmin(tensor(logits, [1L, 4L, 1L, 1L]), binStepPx: 2);

        Assert.Equal(expected, disparity.item<float>(), 1e-4);
    }

    [Theory]
    [InlineData(DisparityEstimate.Map, 2)]
    [InlineData(DisparityEstimate.SoftArgmin, 13)]
    public void Settings_choose_the_estimate(DisparityEstimate estimate, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] logits = [float.NegativeInfinity, 5f, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, 5f];
        Tensor two = tensor(logits, [1L, 13L, 1L, 1L]); // two equal maxima, at 2 and at 24 px

        Assert.Equal(expected, DisparityReadout.Estimate(two, new StereoNetworkConfig { ReadoutEstimate = estimate }).item<float>(), 1e-4);
    }
}
