using EventStereo.Search.Ops;

namespace EventStereo.Search.Tests;

public sealed class DirectConvolutionTests
{
    /// <summary>Sums of a few hundred products of values of about 1, in another order.</summary>
    private const float Tolerance = 1e-4f;

    private static readonly ConvolutionSize Size = new(2, 5, 13, 3, 7, 19, 3, 3, 3); // 13 outputs are tiles of six, four, two and one

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Output_and_gradients_equal_the_equation(int threads) => AssertEqualsEquation(Size, threads);

    [Theory]
    [InlineData(1, 3)] // rows narrower than a vector, as wide, wider, and too wide for row copies
    [InlineData(3, 3)]
    [InlineData(7, 3)]
    [InlineData(7, 5)]
    [InlineData(8, 3)]
    [InlineData(14, 3)]
    [InlineData(15, 5)]
    [InlineData(16, 1)]
    [InlineData(28, 3)]
    [InlineData(70, 3)]
    public void Maps_of_any_width_equal_the_equation(int width, int kernel) => AssertEqualsEquation(new ConvolutionSize(3, 4, 7, 1, 7, width, 1, kernel, kernel), threads: 2);

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(7, 7, 3, 3)]
    [InlineData(7, 7, 5, 5)]
    [InlineData(8, 8, 3, 3)]
    [InlineData(4, 5, 1, 3)]
    [InlineData(5, 4, 3, 1)]
    [InlineData(3, 14, 5, 3)]
    public void Many_samples_of_small_maps_equal_the_equation(int height, int width, int kernelHeight, int kernelWidth) =>
        AssertEqualsEquation(new ConvolutionSize(43, 3, 7, 1, height, width, 1, kernelHeight, kernelWidth), threads: 2); // 43 is no multiple of what shares a plane

    [Fact]
    public void A_sample_does_not_see_the_one_that_shares_its_plane()
    {
        ConvolutionSize size = new(32, 1, 1, 1, 4, 4, 1, 3, 3), one = size with { Samples = 1 };
        float[] input = Draw(1, 32 * 16), weights = Draw(2, 9), output = new float[input.Length], alone = new float[16];
        Array.Fill(input, float.NaN, 16 * 5, 16);

        DirectConvolution.Forward(size, input, weights, [], output, 1);

        foreach (int sample in (int[])[4, 6])
        {
            DirectConvolution.Forward(one, input.AsSpan(sample * 16, 16), weights, [], alone, 1);
            Assert.Equal(alone, output[(sample * 16)..((sample + 1) * 16)]); // to the bit
        }
    }

    [Fact]
    public void Strips_of_both_widths_equal_the_equation()
    {
        float[] input = Draw(1, Size.Samples * Size.Inputs * Size.Positions), weights = Draw(2, Size.Outputs * Size.Terms), bias = Draw(3, Size.Outputs);
        float[] expected = ConvolutionReference.Forward(Size, input, weights, bias);
        float[] gradient = Draw(3, expected.Length), expectedGradient = ConvolutionReference.WeightGradient(Size, input, gradient);

        AssertNear(expected, Run<Strip256>(input, weights, bias));
        AssertNear(expected, Run<Strip512>(input, weights, bias)); // in software where the processor has no such vectors
        AssertNear(expectedGradient, Correlate<Strip256>(input, gradient));
        AssertNear(expectedGradient, Correlate<Strip512>(input, gradient));
    }

    [Fact]
    public void Equation_of_one_tap_by_hand()
    {
        ConvolutionSize one = new(1, 2, 1, 1, 1, 2, 1, 1, 1);

        Assert.Equal([0.5f + 2 * 3 + 4 * 5, 0.5f + 2 * 7 + 4 * 9], ConvolutionReference.Forward(one, [3, 7, 5, 9], [2, 4], [0.5f]));
        Assert.Equal([2f, 20f, 4f, 40f], ConvolutionReference.InputGradient(one, [1, 10], [2, 4]));
        Assert.Equal([3f + 70f, 5f + 90f], ConvolutionReference.WeightGradient(one, [3, 7, 5, 9], [1, 10]));
    }

    [Fact]
    public void Equation_at_borders_by_hand()
    {
        ConvolutionSize row = new(1, 1, 1, 1, 1, 3, 1, 1, 3);

        Assert.Equal([(2 * 1f) + (3 * 10), (1 * 1f) + (2 * 10) + (3 * 100), (1 * 10f) + (2 * 100)], ConvolutionReference.Forward(row, [1, 10, 100], [1, 2, 3], []));
    }

    [Fact]
    public void Values_that_are_no_numbers_stay_where_the_kernel_reaches()
    {
        ConvolutionSize size = new(1, 1, 1, 1, 5, 5, 1, 3, 3);
        float[] input = new float[25], output = new float[25], weights = [1, 1, 1, 1, 1, 1, 1, 1, 1];
        input[12] = float.NaN; // row 2, column 2

        DirectConvolution.Forward(size, input, weights, [], output, 1);

        Assert.Equal(9, output.Count(float.IsNaN));
        Assert.Equal(0, output[0]);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DirectConvolution.Forward(Size, new float[3], new float[Size.Outputs * Size.Terms], [], new float[3], 1));
        Assert.Throws<ArgumentException>(() => DirectConvolution.InputGradient(Size, new float[3], new float[3], new float[3], 1));
        Assert.Throws<ArgumentException>(() => DirectConvolution.WeightGradient(Size, new float[3], new float[3], new float[3], 1));
    }

    private static void AssertEqualsEquation(ConvolutionSize size, int threads)
    {
        float[] input = Draw(1, size.Samples * size.Inputs * size.Positions), weights = Draw(2, size.Outputs * size.Terms), bias = Draw(3, size.Outputs);
        float[] gradient = Draw(4, size.Samples * size.Outputs * size.Positions), output = new float[gradient.Length], inputGradient = new float[input.Length], weightGradient = new float[weights.Length];

        DirectConvolution.Forward(size, input, weights, bias, output, threads);
        DirectConvolution.InputGradient(size, gradient, weights, inputGradient, threads);
        DirectConvolution.WeightGradient(size, input, gradient, weightGradient, threads);

        AssertNear(ConvolutionReference.Forward(size, input, weights, bias), output);
        AssertNear(ConvolutionReference.InputGradient(size, gradient, weights), inputGradient);
        AssertNear(ConvolutionReference.WeightGradient(size, input, gradient), weightGradient);
    }

    private static unsafe float[] Run<TStrip>(float[] input, float[] weights, float[] bias)
        where TStrip : unmanaged, IStrip<TStrip>
    {
        float[] output = new float[Size.Samples * Size.Outputs * Size.Positions], packed = PackedWeights.Forward<TStrip>(weights, Size);
        fixed (float* pInput = input, pPacked = packed, pBias = bias, pOutput = output)
        {
            new ForwardConvolution<TStrip>(Size, pInput, pPacked, pBias, pOutput).Run(2);
        }

        return output;
    }

    private static unsafe float[] Correlate<TStrip>(float[] input, float[] gradient)
        where TStrip : unmanaged, IStrip<TStrip>
    {
        float[] weightGradient = new float[Size.Outputs * Size.Terms];
        fixed (float* pInput = input, pGradient = gradient)
        {
            new WeightGradientConvolution<TStrip>(Size, pInput, pGradient).Run(weightGradient, 2);
        }

        return weightGradient;
    }

    private static float[] Draw(int seed, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance, $"{i}: {actual[i]} for {expected[i]}");
        }
    }
}
