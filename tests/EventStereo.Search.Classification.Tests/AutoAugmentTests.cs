using EventStereo.EventIO.Formats.Numpy;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;

namespace EventStereo.Search.Classification.Tests;

public sealed class AutoAugmentTests
{
    private static readonly string GoldenPath = Path.Combine(AppContext.BaseDirectory, "data", "autoaugment_golden.npz");

    /// <summary>Against data/make_autoaugment_golden.py: the Python Imaging Library, with which the policies were searched, to the last bit of every pixel.</summary>
    [Fact]
    public void Every_operation_gives_what_the_policies_were_searched_with()
    {
        using NpzReader golden = NpzReader.Open(GoldenPath);
        NpyArray<byte> given = golden.Read<byte>("image");
        ByteImage image = new((int)given.Shape[0], (int)given.Shape[1], (int)given.Shape[2]);
        given.Data.CopyTo(image.Values, 0);
        string[] cases = [.. golden.Names.Where(name => name != "image")];

        Assert.Equal(Enum.GetNames<ImageOperation>().Order(), cases.Select(name => name.Split('_')[0]).Distinct().Order());
        foreach (string name in cases)
        {
            string[] parts = name.Split('_');
            PolicyStep step = new(Enum.Parse<ImageOperation>(parts[0]), 1, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
            byte[] expected = golden.Read<byte>(name).Data, actual = AutoAugment.Do(image, step, parts[2] == "plus" ? 1 : -1).Values;
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{name}: {expected.Zip(actual).Count(pair => pair.First != pair.Second)} of {expected.Length} values differ");
        }
    }

    [Theory]
    [InlineData(AutoAugmentPolicy.Cifar10)]
    [InlineData(AutoAugmentPolicy.ImageNet)]
    public void A_policy_has_25_pairs_and_a_seed_gives_one_image(AutoAugmentPolicy policy)
    {
        Random random = new(4);
        SampleShape shape = new(1, 3, 20, 24);
        float[] values = [.. Enumerable.Range(0, shape.Values).Select(_ => random.Next(256) / 255f)];

        float[][] results = [.. Enumerable.Range(0, 60).Select(seed => AutoAugment.Apply(values, shape, policy, new Random(seed)))];

        Assert.Equal(25, AutoAugmentPairs.Of(policy).Count);
        Assert.Equal(results[17], AutoAugment.Apply(values, shape, policy, new Random(17)));
        Assert.InRange(results.Count(result => !result.SequenceEqual(values)), 30, 59); // most images are changed, not all
        Assert.All(results, result => Assert.All(result, value => Assert.InRange(value, 0f, 1f)));
    }

    /// <summary>Sums over the tables as published, added up by hand, so that a number mistyped is found.</summary>
    [Theory]
    [InlineData(AutoAugmentPolicy.Cifar10, 26.5)]
    [InlineData(AutoAugmentPolicy.ImageNet, 31.0)]
    public void The_probabilities_add_up_to_those_of_the_paper(AutoAugmentPolicy policy, double sum) =>
        Assert.Equal(sum, AutoAugmentPairs.Of(policy).Sum(pair => pair.First.Probability + pair.Second.Probability), 9);

    [Fact]
    public void An_image_of_one_value_stays_where_contrast_would_divide_by_nothing()
    {
        ByteImage flat = new(1, 4, 4);
        flat.Values.AsSpan().Fill(77);

        Assert.Equal(flat.Values, ByteTones.AutoContrast(flat).Values);
        Assert.Equal(flat.Values, ByteTones.Equalize(flat).Values);
        Assert.Equal(flat.Values, ByteTones.Color(flat, 1.9).Values); // grey has no colour
    }

    [Fact]
    public void Augmentation_does_it_between_flip_and_normalisation()
    {
        ImageAugmentation augmentation = ImageAugmentation.None with { AutoAugment = AutoAugmentPolicy.ImageNet };
        SampleShape shape = new(1, 1, 16, 32);
        float[] values = [.. Enumerable.Range(0, shape.Values).Select(i => i % 256 / 255f)];
        ChannelNormalization normalization = new([0.5f], [0.25f]);
        float[] expected = AutoAugment.Apply([.. values], shape, AutoAugmentPolicy.ImageNet, new Random(8));
        normalization.Apply(expected, shape);

        Assert.Equal(expected, augmentation.Apply([.. values], shape, normalization, new Random(8)));
    }
}
