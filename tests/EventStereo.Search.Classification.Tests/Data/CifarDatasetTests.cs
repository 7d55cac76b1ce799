using EventStereo.Search.Classification.Data;
using EventStereo.Search.Tests;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class CifarDatasetTests : IDisposable
{
    private const int Pixels = 3072;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_records_of_several_files_in_order()
    {
        ImageDataset dataset = CifarDataset.OpenCifar10(Write("a", Record([3], 10), Record([9], 20)), Write("b", Record([0], 30)));

        Assert.Equal((3, new SampleShape(1, 3, 32, 32)), (dataset.Count, dataset.Shape));
        Assert.Equal([3, 9, 0], Enumerable.Range(0, 3).Select(dataset.LabelOf));
        float[] values = dataset.Read(1).Values;
        Assert.Equal((20 / 255f, 21 / 255f, 22 / 255f), (values[0], values[1024], values[2048])); // planes of red, green, blue
    }

    [Fact]
    public void Takes_the_fine_label_of_the_hundred_classes()
    {
        ImageDataset dataset = CifarDataset.OpenCifar100(Write("train.bin", Record([19, 99], 1)));

        Assert.Equal(99, dataset.LabelOf(0));
        Assert.Equal("worm", dataset.Classes[99]);
        Assert.Equal(100, dataset.Classes.Distinct().Count());
        Assert.Equal(dataset.Classes.Order(StringComparer.Ordinal), dataset.Classes);
    }

    [Fact]
    public void A_truncated_file_is_named_with_its_record()
    {
        string path = Write("a", Record([3], 0), Record([4], 0)[..100]);

        Assert.Equal($"{path}: record 1: the file ends after 100 of its 3073 bytes", Assert.Throws<InvalidDataException>(() => CifarDataset.OpenCifar10(path)).Message);
    }

    [Fact]
    public void A_file_behind_a_symbolic_link_is_read()
    {
        string link = Write("a", Record([3], 10)) + "-link";
        File.CreateSymbolicLink(link, Path.GetFileName(link)[..^"-link".Length]);

        Assert.Equal(3, CifarDataset.OpenCifar10(link).LabelOf(0));
    }

    [Fact]
    public void An_empty_file_is_refused() => Assert.Throws<InvalidDataException>(() => CifarDataset.OpenCifar10(Write("a")));

    [Fact]
    public void A_label_out_of_range_is_named_with_file_and_record()
    {
        string path = Write("b", Record([3], 0), Record([10], 0));

        Assert.Equal($"{path}: record 1: label 10, not 0 to 9", Assert.Throws<InvalidDataException>(() => CifarDataset.OpenCifar10(Write("a", Record([1], 0)), path)).Message);
    }

    [Theory]
    [InlineData(20, 0, "coarse label 20, not 0 to 19")]
    [InlineData(0, 100, "fine label 100, not 0 to 99")]
    public void Both_labels_of_the_hundred_classes_are_checked(byte coarse, byte fine, string expected)
    {
        string path = Write("train.bin", Record([coarse, fine], 0));

        Assert.Equal($"{path}: record 0: {expected}", Assert.Throws<InvalidDataException>(() => CifarDataset.OpenCifar100(path)).Message);
    }

    [Fact]
    public void Files_have_their_published_names()
    {
        Assert.Equal(["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"], CifarDataset.Cifar10Files("f", training: true).Select(Path.GetFileName));
        Assert.Equal(["test_batch.bin"], CifarDataset.Cifar10Files("f", training: false).Select(Path.GetFileName));
        Assert.Equal(["test.bin"], CifarDataset.Cifar100Files("f", training: false).Select(Path.GetFileName));
    }

    [Fact]
    public void Real_records_have_the_statistics_of_photographs_and_every_class()
    {
        ImageDataset dataset = CifarDataset.OpenCifar10(RealData.Shared("cifar10_small", "train_1000.bin"));

        Assert.Equal(1000, dataset.Count);
        Assert.Equal(Enumerable.Range(0, 10), Enumerable.Range(0, 1000).Select(dataset.LabelOf).Distinct().Order());
        float[] means = [.. Augmentation.ChannelNormalization.Cifar10.Means];
        Assert.All(Augmentation.ChannelNormalization.Of(dataset, Enumerable.Range(0, 1000)).Means.Zip(means), pair => Assert.Equal(pair.Second, pair.First, 0.02f)); // of 1,000 of 50,000 images
    }

    private string Write(string name, params byte[][] records)
    {
        File.WriteAllBytes(folder[name], [.. records.SelectMany(record => record)]);
        return folder[name];
    }

    /// <summary>A record whose planes are of one value each: <paramref name="red"/> and the two after it.</summary>
    private static byte[] Record(byte[] labels, byte red)
    {
        byte[] record = [.. labels, .. new byte[Pixels]];
        for (int plane = 0; plane < 3; plane++)
        {
            record.AsSpan(labels.Length + (plane * Pixels / 3), Pixels / 3).Fill((byte)(red + plane));
        }

        return record;
    }
}
