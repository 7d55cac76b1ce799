using System.IO.Compression;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Tests;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class IdxDatasetTests : IDisposable
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 255, 1, 2, 3];
    private static readonly byte[] TwoLabels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 0];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_images_and_labels_plain_and_in_gzip(bool compressed)
    {
        ImageDataset dataset = Open(TwoImages, TwoLabels, compressed);

        Assert.Equal((2, new SampleShape(1, 1, 1, 3)), (dataset.Count, dataset.Shape));
        Assert.Equal([0f, 0.2f, 1f], dataset.Read(0).Values);
        Assert.Equal((9, 9, 0), (dataset.Read(0).Label, dataset.LabelOf(0), dataset.LabelOf(1)));
        Assert.Equal("9", dataset.Classes[9]);
    }

    [Fact]
    public void A_sample_is_its_readers_own_to_change()
    {
        ImageDataset dataset = Open(TwoImages, TwoLabels);

        dataset.Read(0).Values.AsSpan().Clear();

        Assert.Equal([0f, 0.2f, 1f], dataset.Read(0).Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_truncated_file_is_named_with_its_image(bool compressed) =>
        Refused(TwoImages[..^2], TwoLabels, "images: image 1: the file ends 2 bytes too early, after 1 of 2 images", compressed);

    [Fact]
    public void Bytes_behind_the_last_image_are_refused() => Refused([.. TwoImages, 0], TwoLabels, "images: offset 22: more follows the 2 images");

    [Fact]
    public void Another_magic_is_named() => Refused(TwoLabels, TwoLabels, "images: offset 0: not an idx file of bytes in 3 dimensions: it begins with 0x00000801, not 0x00000803");

    [Fact]
    public void A_label_of_no_class_is_named_with_its_record() => Refused(TwoImages, [.. TwoLabels[..^1], 10], "labels: label 1: it is 10, not 0 to 9");

    [Fact]
    public void Fewer_labels_than_images_are_refused() => Refused(TwoImages, [0, 0, 8, 1, 0, 0, 0, 1, 9], "labels: 1 labels for the 2 images");

    [Fact]
    public void An_empty_file_is_refused() => Refused([], TwoLabels, "images: offset 0: not an idx file");

    [Fact]
    public void A_head_that_ends_early_is_refused() => Refused(TwoImages[..9], TwoLabels, "images: offset 9: the file ends within its head of 16 bytes");

    [Fact]
    public void A_count_of_zero_is_refused() => Refused([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3], TwoLabels, "images: offset 4: dimension 0 is 0");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_count_that_the_file_cannot_hold_is_refused_before_memory_is_taken(bool compressed) =>
        Refused([0, 0, 8, 3, 0, 0x10, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, 0], TwoLabels, "images: the head says 1048576 images, 3145728 bytes, which the file cannot hold", compressed);

    [Fact]
    public void A_product_of_sizes_beyond_memory_is_refused() =>
        Refused([0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], TwoLabels, "images: offset 4: dimension 0 is 4294967295");

    [Fact]
    public void Damaged_compression_is_refused()
    {
        byte[] damaged = Compress(TwoImages);
        damaged.AsSpan(10, 6).Fill(0xFF);
        File.WriteAllBytes(folder["images"], damaged);
        File.WriteAllBytes(folder["labels"], TwoLabels);

        Assert.StartsWith($"{folder["images"]}: ", Assert.Throws<InvalidDataException>(() => IdxDataset.Open(folder["images"], folder["labels"], ClassNames.Digits)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_opened_by_its_published_names()
    {
        File.WriteAllBytes(folder["t10k-images-idx3-ubyte.gz"], Compress(TwoImages));
        File.WriteAllBytes(folder["t10k-labels-idx1-ubyte"], TwoLabels);

        Assert.Equal(2, IdxDataset.OpenFolder(folder.Path, training: false, ClassNames.FashionMnist).Count);
        Assert.Contains("train-images-idx3-ubyte", Assert.Throws<FileNotFoundException>(() => IdxDataset.OpenFolder(folder.Path, training: true, ClassNames.FashionMnist)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_complete_fashion_mnist_is_as_it_is_known()
    {
        ImageDataset training = IdxDataset.OpenFolder(RealData.FashionMnist(), training: true, ClassNames.FashionMnist), test = IdxDataset.OpenFolder(RealData.FashionMnist(), training: false, ClassNames.FashionMnist);

        Assert.Equal((60_000, 10_000, new SampleShape(1, 1, 28, 28)), (training.Count, test.Count, training.Shape));
        Assert.All(Enumerable.Range(0, 10), label => Assert.Equal(6_000, Enumerable.Range(0, training.Count).Count(i => training.LabelOf(i) == label)));

        // The published mean and deviation of the training images, 0.2860 and 0.3530.
        double sum = 0, squares = 0;
        foreach (int index in Enumerable.Range(0, training.Count))
        {
            foreach (float value in training.Read(index).Values)
            {
                sum += value;
                squares += (double)value * value;
            }
        }

        double mean = sum / (60_000 * 784);
        Assert.Equal(0.2860, mean, 5e-5);
        Assert.Equal(0.3530, Math.Sqrt((squares / (60_000 * 784)) - (mean * mean)), 5e-5);
    }

    private ImageDataset Open(byte[] images, byte[] labels, bool compressed = false)
    {
        File.WriteAllBytes(folder["images"], compressed ? Compress(images) : images);
        File.WriteAllBytes(folder["labels"], compressed ? Compress(labels) : labels);
        return IdxDataset.Open(folder["images"], folder["labels"], ClassNames.Digits);
    }

    private void Refused(byte[] images, byte[] labels, string expected, bool compressed = false) =>
        Assert.StartsWith(Path.Combine(folder.Path, expected), Assert.Throws<InvalidDataException>(() => Open(images, labels, compressed)).Message, StringComparison.Ordinal);

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
