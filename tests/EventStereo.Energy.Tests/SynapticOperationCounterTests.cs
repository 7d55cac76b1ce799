namespace EventStereo.Energy.Tests;

public sealed class SynapticOperationCounterTests
{
    public static TheoryData<string, ConvolutionShape> Shapes() => new()
    {
        { "same", ConvolutionShape.Conv2d(3, 4, 7, 11, 3, 1, 1) },
        { "unpadded", ConvolutionShape.Conv2d(2, 3, 6, 9, 3) },
        { "stride 3", ConvolutionShape.Conv2d(2, 5, 12, 19, 3, 3, 1) },
        { "dilated", ConvolutionShape.Conv2d(2, 2, 9, 21, 3, 1, 2, 2) },
        { "grouped", ConvolutionShape.Conv2d(4, 6, 5, 17, 3, 2, 1, 1, 2) },
        { "oblong", ConvolutionShape.Conv2d(2, 3, (6, 18), (1, 5), (2, 1), (0, 3), (1, 2)) },
        { "padded wider than the picture", ConvolutionShape.Conv2d(1, 1, 2, 2, 3, 1, 4) },
        { "3-D", ConvolutionShape.Conv3d(2, 3, new Extent(5, 6, 13), 3, 1, 1) },
        { "3-D oblong", ConvolutionShape.Conv3d(2, 2, new Extent(4, 5, 9), new Extent(3, 1, 3), new Extent(2, 1, 1), new Extent(1, 0, 2), new Extent(1, 1, 2)) },
        { "1x1", ConvolutionShape.Conv2d(5, 7, 4, 6, 1) },
        { "linear", ConvolutionShape.Linear(37, 11) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Counts_what_a_walk_over_outputs_and_taps_counts(string name, ConvolutionShape shape)
    {
        float[] input = Spikes(shape, rate: 0.3, seed: name.Length);
        (long dense, long effective, long nonZero) = BruteForce.Count(input, shape);

        Assert.Equal(dense, shape.DenseMacs);
        Assert.Equal(effective, shape.EffectiveMacs);
        Assert.Equal(nonZero, SynapticOperationCounter.Count(input, shape).SynapticOperations);
    }

    public static TheoryData<string, ConvolutionShape> TransposedShapes() => new()
    {
        { "doubling", ConvolutionShape.Conv2d(3, 4, (5, 7), (4, 4), (2, 2), (1, 1), (1, 1), 1, (0, 0)) },
        { "further outputs", ConvolutionShape.Conv2d(2, 3, (5, 7), (3, 3), (2, 2), (1, 1), (1, 1), 1, (1, 1)) },
        { "grouped and dilated", ConvolutionShape.Conv2d(4, 6, (4, 9), (3, 3), (1, 2), (1, 0), (2, 1), 2, (0, 1)) },
        { "3-D", ConvolutionShape.Conv3d(2, 3, new Extent(3, 4, 5), new Extent(3, 3, 3), new Extent(2, 2, 2), new Extent(1, 1, 1), new Extent(1, 1, 1), 1, new Extent(1, 1, 1)) },
    };

    [Theory]
    [MemberData(nameof(TransposedShapes))]
    public void Counts_what_a_walk_over_inputs_and_taps_of_a_transposed_convolution_counts(string name, ConvolutionShape shape)
    {
        float[] input = Spikes(shape, rate: 0.3, seed: name.Length);
        (long dense, long effective, long nonZero) = BruteForce.CountTransposed(input, shape);

        Assert.Equal(dense, shape.DenseMacs);
        Assert.Equal(effective, shape.EffectiveMacs);
        Assert.Equal(nonZero, SynapticOperationCounter.Count(input, shape).SynapticOperations);
    }

    [Fact]
    public void A_transposed_convolutions_size_is_the_formulas()
    {
        // (5 - 1) 2 - 2 1 + 1 (3 - 1) + 1 + 1 = 10 rows.
        Assert.Equal(new Extent(1, 10, 14), ConvolutionShape.Conv2d(2, 3, (5, 7), (3, 3), (2, 2), (1, 1), (1, 1), 1, (1, 1)).Output);
    }

    [Fact]
    public void Counts_by_hand_on_a_three_by_three_picture()
    {
        // One map, 3x3 kernel, padding 1: the corner is read by 4 outputs, an edge by 6, the centre by 9; two output maps.
        ConvolutionShape shape = ConvolutionShape.Conv2d(1, 2, 3, 3, 3, 1, 1);
        float[] cornerEdgeCentre = [1, 1, 0, 0, 1, 0, 0, 0, 0];

        InputActivity activity = SynapticOperationCounter.Count(cornerEdgeCentre, shape);

        Assert.Equal(new InputActivity(9, 3, (4 + 6 + 9) * 2, InputKind.Binary), activity);
        Assert.Equal(9 * 9 * 2, shape.DenseMacs);
        Assert.Equal(49 * 2, shape.EffectiveMacs); // (2 + 3 + 2) squared
    }

    [Fact]
    public void Counts_nothing_without_a_spike()
    {
        ConvolutionShape shape = ConvolutionShape.Conv3d(3, 8, new Extent(4, 9, 17), 3, 1, 1);
        float[] silent = new float[shape.InputElements];
        silent[5] = -0f;

        InputActivity activity = SynapticOperationCounter.Count(silent, shape);

        Assert.Equal(0, activity.SynapticOperations);
        Assert.Equal(InputKind.Binary, activity.Kind);
    }

    [Fact]
    public void Counts_a_full_input_as_the_effective_operations()
    {
        ConvolutionShape shape = ConvolutionShape.Conv2d(3, 8, 20, 31, 3, 2, 1);
        float[] full = new float[shape.InputElements];
        Array.Fill(full, 1f);

        Assert.Equal(shape.EffectiveMacs, SynapticOperationCounter.Count(full, shape).SynapticOperations);
    }

    [Fact]
    public void A_batch_of_two_counts_as_two_batches_of_one()
    {
        ConvolutionShape shape = ConvolutionShape.Conv3d(2, 3, new Extent(3, 5, 19), 3, 1, 1);
        float[] first = Spikes(shape, 0.2, 1), second = Spikes(shape, 0.6, 2);

        InputActivity both = SynapticOperationCounter.Count([.. first, .. second], shape);

        Assert.Equal(SynapticOperationCounter.Count(first, shape).Plus(SynapticOperationCounter.Count(second, shape)), both);
    }

    [Theory]
    [InlineData(1f, InputKind.Binary)]
    [InlineData(-1f, InputKind.Ternary)]
    [InlineData(0.5f, InputKind.Real)]
    [InlineData(2f, InputKind.Real)]
    [InlineData(float.NaN, InputKind.Real)]
    public void Finds_the_kind_of_values_wherever_they_lie(float value, InputKind expected)
    {
        ConvolutionShape shape = ConvolutionShape.Conv2d(1, 1, 1, 37, 1);
        for (int at = 0; at < 37; at++)
        {
            float[] input = new float[37];
            input[at] = value;

            InputActivity activity = SynapticOperationCounter.Count(input, shape);

            Assert.Equal(new InputActivity(37, 1, 1, expected), activity);
        }
    }

    [Fact]
    public void Vectors_agree_with_the_scalar_reference_at_every_length()
    {
        Random random = new(3);
        for (int length = 0; length < 70; length++)
        {
            float[] row = [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(-1, 2))];
            int[] fanOut = [.. Enumerable.Range(0, length).Select(_ => random.Next(0, 9))];

            Assert.Equal(SynapticOperationCounter.CountRowScalar(row, fanOut), SynapticOperationCounter.CountRow(row, fanOut));
        }
    }

    [Fact]
    public void Refuses_part_of_a_sample()
    {
        ConvolutionShape shape = ConvolutionShape.Conv2d(2, 2, 4, 4, 3);
        Assert.Throws<ArgumentException>(() => SynapticOperationCounter.Count(new float[33], shape));
    }

    private static float[] Spikes(ConvolutionShape shape, double rate, int seed)
    {
        Random random = new(seed);
        float[] input = new float[shape.InputElements];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = random.NextDouble() < rate ? 1f : 0f;
        }

        return input;
    }
}
