using EventStereo.Search.Classification.Data;
using EventStereo.Search.Tests;
using OpenCvSharp;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class ImageNetDatasetTests : IDisposable
{
    private const string Official = "ILSVRC2012_validation_ground_truth.txt";

    private static readonly string[] Classes = ["n01440764", "n02119789", "n03000684"];

    private readonly TemporaryFolder folder = new();

    public ImageNetDatasetTests()
    {
        foreach (string name in Classes)
        {
            Photo($"train/{name}/{name}_1.JPEG");
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Training_images_lie_in_one_folder_a_class()
    {
        ImageDataset dataset = Open(training: true);

        Assert.Equal(Classes, dataset.Classes);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, dataset.Count).Select(dataset.LabelOf));
        Assert.Equal(new SampleShape(1, 3, 8, 8), dataset.Shape);
    }

    [Fact]
    public void So_may_those_of_validation()
    {
        Photo("val/n01440764/ILSVRC2012_val_00000293.JPEG");
        Photo("val/n03000684/ILSVRC2012_val_00000002.JPEG");
        Assert.Equal( // or the second class would be the third
            $"{folder["val"]}: its classes are not those of {folder["train"]}: 'n02119789' is in one of them alone", Assert.Throws<InvalidDataException>(() => Open(training: false)).Message);

        Photo("val/n02119789/ILSVRC2012_val_00000003.JPEG");

        Assert.Equal([0, 1, 2], Labels());
    }

    [Theory]
    [InlineData("val/val.txt", "ILSVRC2012_val_00000002.JPEG 2\nILSVRC2012_val_00000001.JPEG 0\nILSVRC2012_val_00000003.JPEG 1\n")]
    [InlineData("val.txt", "ILSVRC2012_val_00000001 n01440764\nILSVRC2012_val_00000002 n03000684\nILSVRC2012_val_00000003 n02119789\n")]
    [InlineData("LOC_val_solution.csv", "ImageId,PredictionString\nILSVRC2012_val_00000003,n02119789 85 1 499 272\nILSVRC2012_val_00000001,n01440764 1 2 3 4 n01440764 1 2 3 4\nILSVRC2012_val_00000002,n03000684 1 2 3 4\n")]
    public void Or_a_list_names_each_class(string list, string text)
    {
        Flat();
        folder.Write(list, text);

        Assert.Equal([0, 2, 1], Labels());
    }

    [Fact]
    public void The_official_list_has_a_numbering_of_its_own()
    {
        Flat();
        folder.Write($"val/{Official}", "449\n382\n1\n");
        Assert.Contains("map_clsloc.txt", Assert.Throws<FileNotFoundException>(() => Open(training: false)).Message, StringComparison.Ordinal);

        folder.Write("map_clsloc.txt", "n02119789 1 kit_fox\nn02100735 2 English_setter\nn03000684 382 chain_saw\nn01440764 449 tench\n");

        Assert.Equal([0, 2, 1], Labels());
    }

    [Theory]
    [InlineData("val.txt", "ILSVRC2012_val_00000001 0\nILSVRC2012_val_00000002 3\n", "val.txt: line 2: '3' is no class; give a folder of train or 0 to 2")]
    [InlineData("val.txt", "ILSVRC2012_val_00000001\n", "val.txt: line 1: '' is no class")]
    [InlineData("val.txt", "ILSVRC2012_val_00000001 0\nILSVRC2012_val_00000002 1\n", "val.txt: says no class of ")]
    [InlineData("val.txt", "ILSVRC2012_val_00000009 0\n", "val.txt: line 1: there is no image 'ILSVRC2012_val_00000009'")]
    [InlineData(Official, "1\n1\n", "2 lines for 3 images")]
    [InlineData(Official, "1\n2\n1\n", ": line 2: '2' is the number of no class that train has")]
    public void A_list_that_is_wrong_is_named_with_its_line(string list, string text, string message)
    {
        Flat();
        folder.Write("map_clsloc.txt", "n02119789 1 kit_fox\n");
        folder.Write(list, text);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Open(training: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_list_it_says_what_is_missing()
    {
        Flat();

        Assert.Contains("val.txt or LOC_val_solution.csv or ILSVRC2012_validation_ground_truth.txt", Assert.Throws<FileNotFoundException>(() => Open(training: false)).Message, StringComparison.Ordinal);
    }

    private int[] Labels()
    {
        ImageDataset dataset = Open(training: false);
        return [.. Enumerable.Range(0, dataset.Count).Select(index => dataset.Read(index).Label)];
    }

    private ImageDataset Open(bool training) => ImageNetDataset.Open(folder.Path, training, cropPx: 8, resizePx: 10);

    private void Flat()
    {
        for (int i = 1; i <= 3; i++)
        {
            Photo(FormattableString.Invariant($"val/ILSVRC2012_val_{i:00000000}.JPEG"));
        }
    }

    private void Photo(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!); // a folder of the test's
        using Mat image = new(12, 16, MatType.CV_8UC3, Scalar.FromRgb(20, 90, 160));
        Cv2.ImEncode(".jpg", image, out byte[] content);
        File.WriteAllBytes(folder[name], content);
    }
}
