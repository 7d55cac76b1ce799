using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Tests;
using OpenCvSharp;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class PhotoDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The files and the colours of their halves are Pillow's (data/photos/make_photos.py); the tolerance is that of two decoders' rounding, wider for four inks, whose conversion is no standard.</summary>
    [Theory]
    [InlineData("rgb.jpg", 201, 40, 90, 10, 220, 129, 2)]
    [InlineData("progressive.jpg", 201, 40, 90, 10, 220, 129, 2)]
    [InlineData("turned.jpg", 201, 40, 90, 10, 220, 129, 2)] // stored upright; its note to turn it is not followed
    [InlineData("grey.jpg", 94, 94, 94, 147, 147, 147, 2)]
    [InlineData("cmyk.jpg", 200, 40, 90, 10, 220, 130, 6)]
    public void Every_kind_of_jpeg_comes_out_as_red_green_and_blue(string name, int red, int green, int blue, int red2, int green2, int blue2, int tolerance)
    {
        Fixture(name, "a/1.JPEG");
        Photo("b/1.png", 4, 4);

        float[] values = Open(16, 16).Read(0).Values; // the middle square of 48x32, halved: columns 8 to 40

        int[] left = [.. Enumerable.Range(0, 3).Select(plane => (int)Math.Round(255 * values[(plane * 256) + (8 * 16) + 3]))], right = [.. Enumerable.Range(0, 3).Select(plane => (int)Math.Round(255 * values[(plane * 256) + (8 * 16) + 12]))];
        Assert.All(left.Zip([red, green, blue]), pair => Assert.InRange(pair.First, pair.Second - tolerance, pair.Second + tolerance));
        Assert.All(right.Zip([red2, green2, blue2]), pair => Assert.InRange(pair.First, pair.Second - tolerance, pair.Second + tolerance));
    }

    [Theory]
    [InlineData(32, 48, 16, 16, 0, 8, 32, 32)] // the whole short side
    [InlineData(32, 48, 7, 8, 2, 10, 28, 28)] // 7/8 of it
    [InlineData(375, 500, 224, 256, 23, 86, 328, 328)] // 375 * 224 / 256 = 328.1
    [InlineData(1, 1, 224, 256, 0, 0, 1, 1)]
    public void The_central_part_is_that_of_a_resized_image(int height, int width, int cropPx, int resizePx, int top, int left, int rows, int columns) =>
        Assert.Equal(new CropArea(top, left, rows, columns), CropArea.Central(height, width, cropPx, resizePx));

    [Fact]
    public void A_part_is_brought_to_the_size_of_a_sample()
    {
        using (Mat image = new(8, 16, MatType.CV_8UC3, Scalar.FromRgb(0, 0, 0)))
        {
            Directory.CreateDirectory(folder["a"]);
            image[new Rect(4, 2, 4, 4)].SetTo(Scalar.FromRgb(255, 51, 0));
            Assert.True(Cv2.ImWrite(folder["a/1.png"], image)); // a PNG, which keeps every value
        }

        Photo("b/1.png", 4, 4);
        PhotoDataset dataset = Open(2, 2);

        Assert.Equal([1, 1, 1, 1, 0.2f, 0.2f, 0.2f, 0.2f, 0, 0, 0, 0], dataset.Read(0, (_, _) => new CropArea(2, 4, 4, 4)).Values); // averaged over areas
        Assert.Equal([0.5f, 0.5f, 0, 0], dataset.Read(0, (_, _) => new CropArea(4, 4, 4, 4)).Values[..4], (x, y) => Math.Abs(x - y) < 0.6); // half of it is black
        Assert.Equal(1, dataset.Read(1, (_, _) => new CropArea(0, 0, 1, 1)).Values.Length / 12); // a pixel is stretched
    }

    [Fact]
    public void A_cut_jpeg_is_named_and_leaves_the_others_readable()
    {
        Photo("a/1.jpg", 40, 30);
        Photo("a/2.jpg", 40, 30);
        Photo("b/1.jpg", 30, 40);
        byte[] content = File.ReadAllBytes(folder["a/2.jpg"]);
        PhotoDataset dataset = Open(8, 8);
        for (int kept = 0; kept < content.Length; kept++)
        {
            File.WriteAllBytes(folder["a/2.jpg"], content[..kept]); // anywhere: within the head, a table, the pixels, the last marker
            Assert.StartsWith($"{folder["a/2.jpg"]}: ", Assert.Throws<InvalidDataException>(() => dataset.Read(1)).Message, StringComparison.Ordinal);
        }

        Assert.Equal((0, 1), (dataset.Read(0).Label, dataset.Read(2).Label));
        File.WriteAllBytes(folder["a/2.jpg"], [.. content, 1, 2, 3]); // bytes behind the end are nobody's
        Assert.Equal(dataset.Read(0).Values, dataset.Read(1).Values);
    }

    [Fact]
    public void A_size_beyond_reason_is_refused_before_anything_is_decoded()
    {
        Photo("a/1.jpg", 40, 30);
        Photo("b/1.jpg", 40, 30);
        byte[] content = File.ReadAllBytes(folder["a/1.jpg"]);
        int frame = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (content[frame + 5], content[frame + 6], content[frame + 7], content[frame + 8]) = (0x3F, 0xFF, 0x3F, 0xFF);
        File.WriteAllBytes(folder["a/1.jpg"], content);

        Assert.Equal($"{folder["a/1.jpg"]}: offset {frame + 5}: an image of 16383x16383, more than 67108864 pixels", Assert.Throws<InvalidDataException>(() => Open(8, 8).Read(0)).Message);
    }

    [Fact]
    public void A_second_frame_behind_the_first_does_not_hide_its_size()
    {
        Photo("a/1.jpg", 40, 30);
        Photo("b/1.jpg", 40, 30);
        byte[] content = File.ReadAllBytes(folder["a/1.jpg"]);
        int frame = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        byte[] first = [.. content[..^2]], second = [.. content[frame..(frame + 19)], .. content[^2..]]; // a frame header of three channels is 19 bytes with its marker
        (first[frame + 5], first[frame + 7]) = (0x1F, 0x1F);
        File.WriteAllBytes(folder["a/1.jpg"], [.. first, .. second]);

        Assert.Contains("a second frame", Assert.Throws<InvalidDataException>(() => Open(8, 8).Read(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_changed_anywhere_make_an_image_or_a_named_error()
    {
        Photo("a/1.jpg", 20, 30);
        Photo("b/1.jpg", 20, 30);
        byte[] content = File.ReadAllBytes(folder["a/1.jpg"]);
        PhotoDataset dataset = Open(8, 8);
        Random random = new(5);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] changed = [.. content];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["a/1.jpg"], changed);
            try
            {
                Assert.Equal(3 * 64, dataset.Read(0).Values.Length);
            }
            catch (InvalidDataException exception)
            {
                refused++;
                Assert.StartsWith(folder["a/1.jpg"], exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 1, 399);
    }

    [Fact]
    public void A_text_is_no_image()
    {
        Photo("a/1.jpg", 20, 30);
        Photo("b/1.jpg", 20, 30);
        File.WriteAllText(folder["b/2.jpg"], "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2'/>");

        Assert.Equal($"{folder["b/2.jpg"]}: not a JPEG or PNG image", Assert.Throws<InvalidDataException>(() => Open(8, 8).Read(2)).Message);
    }

    [Fact]
    public void Random_parts_have_the_areas_and_ratios_that_are_asked_for()
    {
        RandomCrop crop = new(0.08, 4.0 / 3);
        Random random = new(1);
        CropArea[] drawn = [.. Enumerable.Range(0, 4_000).Select(_ => crop.Draw(300, 400, random))];

        Assert.All(drawn, area => Assert.True(area.Top >= 0 && area.Left >= 0 && area.Top + area.Height <= 300 && area.Left + area.Width <= 400));
        Assert.All(drawn, area => Assert.InRange((double)area.Width / area.Height, 0.74, 1.35)); // rounded to pixels
        double[] shares = [.. drawn.Select(area => area.Height * area.Width / 120_000.0)];
        Assert.InRange(shares.Min(), 0.079, 0.09);
        Assert.InRange(shares.Max(), 0.9, 1);
        Assert.InRange(shares.Average(), 0.42, 0.447); // 0.4335 by simulation: not the 0.54 of 8 % to 100 %, as large parts of a wrong ratio do not fit and are drawn again
        Assert.Equal(drawn, Enumerable.Range(0, 4_000).Select(_ => crop.Draw(300, 400, random = _ == 0 ? new Random(1) : random)));
    }

    [Theory]
    [InlineData(10, 1000, 0, 493, 10, 13)] // nothing of a ratio up to 4/3 has 8 % of such a strip
    [InlineData(1000, 10, 493, 0, 13, 10)]
    public void A_strip_gives_its_largest_central_part(int height, int width, int top, int left, int rows, int columns) =>
        Assert.Equal(new CropArea(top, left, rows, columns), new RandomCrop(0.5, 4.0 / 3).Draw(height, width, new Random(1)));

    [Fact]
    public void A_part_of_an_image_of_one_size_is_stretched_bilinearly()
    {
        SampleShape shape = new(1, 1, 2, 4);

        Assert.Equal([1, 1.25f, 1.75f, 2, 5, 5.25f, 5.75f, 6], ImageTransforms.Resize([0, 1, 2, 3, 4, 5, 6, 7], shape, new CropArea(0, 1, 2, 2)));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], ImageTransforms.Resize([0, 1, 2, 3, 4, 5, 6, 7], shape, new CropArea(0, 0, 2, 4)));
    }

    private PhotoDataset Open(int cropPx, int resizePx) => PhotoDataset.Open(folder.Path, cropPx, resizePx);

    private void Fixture(string name, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[to])!); // a folder of the test's
        File.Copy(Path.Combine(AppContext.BaseDirectory, "data", "photos", name), folder[to]);
    }

    private void Photo(string name, int height, int width)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!); // a folder of the test's
        using Mat image = new(height, width, MatType.CV_8UC3, Scalar.FromRgb(20, 90, 160));
        image[new Rect(0, 0, width / 2, height / 2)].SetTo(Scalar.FromRgb(230, 10, 60));
        Assert.True(Cv2.ImWrite(folder[name], image));
    }
}
