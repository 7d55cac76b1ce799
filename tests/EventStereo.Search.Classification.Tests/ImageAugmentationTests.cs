using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Tests;

public sealed class ImageAugmentationTests
{
    /// <summary>Two planes of 2x3: 1 to 6 and 11 to 16.</summary>
    private static readonly SampleShape Shape = new(1, 2, 2, 3);
    private static readonly float[] Values = [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16];

    [Theory]
    [InlineData(0, 0, new float[] { 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16 })]
    [InlineData(1, 0, new float[] { 0, 0, 0, 1, 2, 3, 0, 0, 0, 11, 12, 13 })]
    [InlineData(0, -2, new float[] { 3, 0, 0, 6, 0, 0, 13, 0, 0, 16, 0, 0 })]
    [InlineData(-1, 1, new float[] { 0, 4, 5, 0, 0, 0, 0, 14, 15, 0, 0, 0 })]
    [InlineData(2, 0, new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(0, 3, new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(-9, 9, new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void Shift_moves_every_plane_and_fills_with_zeros(int rows, int columns, float[] expected)
    {
        float[] shifted = [.. Enumerable.Repeat(7f, Values.Length)];

        ImageTransforms.Shift(Values, Shape, rows, columns, shifted);

        Assert.Equal(expected, shifted);
    }

    [Fact]
    public void Flip_mirrors_every_row_and_twice_is_nothing()
    {
        float[] values = [.. Values];

        ImageTransforms.Flip(values, Shape);

        Assert.Equal([3, 2, 1, 6, 5, 4, 13, 12, 11, 16, 15, 14], values);
        ImageTransforms.Flip(values, Shape);
        Assert.Equal(Values, values);
    }

    [Theory]
    [InlineData(0, 0, new float[] { 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16 })]
    [InlineData(1, 0, new float[] { 4, 5, 6, 1, 2, 3, 14, 15, 16, 11, 12, 13 })]
    [InlineData(0, 1, new float[] { 3, 1, 2, 6, 4, 5, 13, 11, 12, 16, 14, 15 })]
    [InlineData(-3, -4, new float[] { 5, 6, 4, 2, 3, 1, 15, 16, 14, 12, 13, 11 })]
    public void Roll_moves_every_plane_and_brings_in_what_leaves_it(int rows, int columns, float[] expected) =>
        Assert.Equal(expected, ImageTransforms.Roll(Values, Shape, rows, columns));

    [Fact]
    public void Rolling_reaches_every_place_of_its_range()
    {
        ImageAugmentation augmentation = ImageAugmentation.None with { RollPx = 2 };
        SampleShape shape = new(2, 1, 1, 5);

        string[] results = [.. Enumerable.Range(0, 200).Select(seed => string.Join(",", augmentation.Apply([1, 2, 3, 4, 5, 6, 7, 8, 9, 0], shape, null, new Random(seed))))];

        Assert.Equal( // both steps move alike
            ["1,2,3,4,5,6,7,8,9,0", "2,3,4,5,1,7,8,9,0,6", "3,4,5,1,2,8,9,0,6,7", "4,5,1,2,3,9,0,6,7,8", "5,1,2,3,4,0,6,7,8,9"], results.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, 0, 2, new float[] { 0, 2, 3, 4, 5, 6, 0, 12, 13, 14, 15, 16 })] // cut by the edges: rows -1 and 0, columns -1 and 0
    [InlineData(1, 2, 2, new float[] { 1, 0, 0, 4, 0, 0, 11, 0, 0, 14, 0, 0 })]
    [InlineData(1, 1, 8, new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(1, 1, 0, new float[] { 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16 })]
    public void Cutout_clears_a_square_as_far_as_it_lies_on_the_image(int row, int column, int side, float[] expected)
    {
        float[] values = [.. Values];

        ImageTransforms.Cutout(values, Shape, row, column, side);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void A_sample_of_another_shape_is_refused() => Assert.Throws<ArgumentException>(() => ImageTransforms.Flip(new float[5], Shape));

    [Fact]
    public void Normalisation_is_by_channel_in_every_step()
    {
        ChannelNormalization normalization = new([2, 10], [2, 5]);
        float[] values = [2, 4, 10, 20, 6, 0, 15, 5];

        normalization.Apply(values, new SampleShape(2, 2, 1, 2));

        Assert.Equal([0, 1, 0, 2, 2, -1, 1, -1], values);
    }

    [Fact]
    public void A_deviation_of_zero_is_refused() => Assert.Throws<ArgumentException>(() => new ChannelNormalization([0], [0]));

    [Fact]
    public void One_generator_gives_one_result_and_the_choices_reach_every_place()
    {
        ImageAugmentation augmentation = new() { CropPaddingPx = 1, CutoutPx = 0, FlipHorizontally = true };
        SampleShape shape = new(1, 1, 1, 3);

        string[] results = [.. Enumerable.Range(0, 400).Select(seed => string.Join(",", augmentation.Apply([1, 2, 3], shape, null, new Random(seed))))];
        string again = string.Join(",", augmentation.Apply([1, 2, 3], shape, null, new Random(17)));

        Assert.Equal(results[17], again);
        Assert.Equal( // no row, or the row moved by -1, 0, 1, mirrored or not
            ["0,0,0", "0,1,2", "0,3,2", "1,2,3", "2,1,0", "2,3,0", "3,2,1"], results.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cutout_comes_after_normalisation_and_leaves_the_mean()
    {
        ImageAugmentation augmentation = ImageAugmentation.None with { CutoutPx = 64 };

        float[] result = augmentation.Apply([1, 2, 3], new SampleShape(1, 1, 1, 3), new ChannelNormalization([5], [1]), new Random(1));

        Assert.Equal([0, 0, 0], result);
    }

    [Fact]
    public void None_changes_nothing() => Assert.Equal(Values, ImageAugmentation.None.Apply([.. Values], Shape, null, new Random(1)));

    [Fact]
    public void Settings_that_cannot_be_are_named()
    {
        Assert.Equal(
            6,
            new ImageAugmentation { CropPaddingPx = -1, CutoutPx = 3, RollPx = -1, AutoAugment = (AutoAugmentPolicy)9, ResizedCropShare = double.NaN, ResizedCropRatio = 0.5 }.Validate("loader.augmentation").Count);
        Assert.Empty(new ImageAugmentation().Validate("loader.augmentation"));
    }
}
