using System.Buffers.Binary;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Tests;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class ClassificationDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Statistics_are_of_all_classes_where_a_data_set_lies_class_by_class()
    {
        const int OfEach = 12_000;
        File.WriteAllBytes(folder["train-images-idx3-ubyte"], [0, 0, 8, 3, .. BigEndian(2 * OfEach), .. BigEndian(1), .. BigEndian(1), .. new byte[OfEach], .. Enumerable.Repeat((byte)255, OfEach)]);
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], [0, 0, 8, 1, .. BigEndian(2 * OfEach), .. new byte[OfEach], .. Enumerable.Repeat((byte)1, OfEach)]);
        ClassificationDataConfig config = new() { Dataset = DatasetKind.Mnist, Folder = folder.Path, ValidationShare = 0 };

        ChannelNormalization? statistics = ClassificationData.Open(config, steps: 1, seed: 1).NormalizationOf(config, strict: true);

        Assert.NotNull(statistics);
        Assert.Equal((0.5f, 0.5f), (statistics.Means[0], statistics.Deviations[0]));
    }

    [Theory]
    [InlineData(7, 10, "0 1 2 3 4 5 6")]
    [InlineData(10, 4, "0 2 5 7")]
    [InlineData(0, 4, "")]
    public void A_choice_is_spread_over_all_samples(int count, int most, string expected) => Assert.Equal(expected, string.Join(' ', SampleOrder.Spread(count, most)));

    private static byte[] BigEndian(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
