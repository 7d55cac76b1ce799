using EventStereo.EventIO.Events;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Tests;
using OpenCvSharp;

namespace EventStereo.Search.Classification.Tests.Data;

public sealed class FolderDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_images_as_planes_of_red_green_blue_in_ordinal_order()
    {
        Image("dog/10.png", 255, 0, 51);
        Image("dog/9.png", 0, 0, 0);
        Image("cat/1.png", 0, 0, 0);
        File.WriteAllText(folder["dog/notes.txt"], "no image");

        ImageFolderDataset dataset = ImageFolderDataset.Open(folder.Path);

        Assert.Equal((3, new SampleShape(1, 3, 2, 3)), (dataset.Count, dataset.Shape));
        Assert.Equal(["cat", "dog"], dataset.Classes);
        LabelledSample sample = dataset.Read(1);
        Assert.Equal(1, sample.Label);
        Assert.Equal([.. Enumerable.Repeat(1f, 6), .. Enumerable.Repeat(0f, 6), .. Enumerable.Repeat(0.2f, 6)], sample.Values);
    }

    [Fact]
    public void Grey_images_have_one_channel()
    {
        Image("a/1.png", 51, 51, 51);
        Image("b/1.png", 51, 51, 51);

        Assert.Equal(Enumerable.Repeat(0.2f, 6), ImageFolderDataset.Open(folder.Path, grey: true).Read(0).Values);
    }

    [Fact]
    public void A_broken_image_is_named_and_leaves_the_others_readable()
    {
        Image("a/1.png", 1, 2, 3);
        Image("a/2.png", 1, 2, 3);
        Image("b/1.png", 1, 2, 3);
        byte[] content = File.ReadAllBytes(folder["a/2.png"]);
        File.WriteAllBytes(folder["a/2.png"], content[..^6]);
        ImageFolderDataset dataset = ImageFolderDataset.Open(folder.Path);

        Assert.StartsWith($"{folder["a/2.png"]}: ", Assert.Throws<InvalidDataException>(() => dataset.Read(1)).Message, StringComparison.Ordinal);
        Assert.Equal(1, dataset.Read(2).Label);
    }

    [Fact]
    public void Damaged_pixels_another_size_and_no_image_are_refused()
    {
        Image("a/1.png", 1, 2, 3);
        Image("b/1.png", 1, 2, 3);
        byte[] damaged = File.ReadAllBytes(folder["a/1.png"]);
        damaged.AsSpan(45, 8).Fill(0xFF); // within the compressed pixels, which begin at 41
        File.WriteAllBytes(folder["b/2.png"], damaged);
        Image("b/3.png", 1, 2, 3, width: 4);
        File.WriteAllText(folder["b/4.png"], "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2'/>");
        ImageFolderDataset dataset = ImageFolderDataset.Open(folder.Path);

        Assert.Equal($"{folder["b/2.png"]}: damaged; its pixels cannot be decoded", Assert.Throws<InvalidDataException>(() => dataset.Read(2)).Message);
        Assert.Equal($"{folder["b/3.png"]}: an image of 4x2; those before it are of 3x2", Assert.Throws<InvalidDataException>(() => dataset.Read(3)).Message);
        Assert.Equal($"{folder["b/4.png"]}: not a PNG image", Assert.Throws<InvalidDataException>(() => dataset.Read(4)).Message);
    }

    [Fact]
    public void A_size_beyond_reason_is_refused_by_the_head_alone()
    {
        Image("a/1.png", 1, 2, 3);
        Image("b/1.png", 1, 2, 3);
        byte[] bomb = File.ReadAllBytes(folder["b/1.png"]);
        bomb[16] = 0x7F;
        File.WriteAllBytes(folder["b/1.png"], bomb);

        Assert.Contains("sides are 1 to 16384", Assert.Throws<InvalidDataException>(() => ImageFolderDataset.Open(folder.Path).Read(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_data_set_says_why()
    {
        Assert.Contains("has 0 folders", Assert.Throws<InvalidDataException>(() => ImageFolderDataset.Open(folder.Path)).Message, StringComparison.Ordinal);
        Image("a/1.png", 1, 2, 3);
        Directory.CreateDirectory(folder["b"]);
        Assert.Equal($"{folder["b"]}: has no .png file; a class needs at least one", Assert.Throws<InvalidDataException>(() => ImageFolderDataset.Open(folder.Path)).Message);
    }

    [Theory]
    [InlineData(EventSlicing.ByTime, new[] { 2, 1, 1 })]
    [InlineData(EventSlicing.ByCount, new[] { 2, 1, 1 })]
    public void Recordings_become_frames_of_both_polarities(EventSlicing slicing, int[] eventsOfFrame)
    {
        // Times 0, 1, 4, 8: by time thirds of 9 us, by count floor(3 i / 4).
        Recording("0/a.bin", (1, 2, 0, 0), (1, 2, 0, 1), (33, 33, 1, 4), (0, 0, 1, 8));
        Recording("1/a.bin", (0, 0, 1, 0));

        EventFolderDataset dataset = EventFolderDataset.OpenNmnist(folder.Path, new EventFraming(3, slicing));

        Assert.Equal((2, new SampleShape(3, 2, 34, 34)), (dataset.Count, dataset.Shape));
        float[] frames = dataset.Read(0).Values;
        Assert.Equal(eventsOfFrame, Enumerable.Range(0, 3).Select(step => (int)frames.AsSpan(step * 2 * 34 * 34, 2 * 34 * 34).ToArray().Sum()));
        Assert.Equal(2f, frames[(2 * 34) + 1]); // darker, row 2, column 1, twice
        Assert.Equal(1f, frames[(3 * 34 * 34) + (33 * 34) + 33]); // step 1, brighter
        Assert.Equal(1f, frames[5 * 34 * 34]); // step 2, brighter
    }

    [Fact]
    public void By_time_and_by_count_differ_on_an_uneven_recording()
    {
        EventBatch events = new();
        foreach (long tUs in (long[])[0, 1, 2, 9])
        {
            events.Add(tUs, 0, 0, 1);
        }

        Assert.Equal([0f, 3f, 0f, 1f], new EventFraming(2, EventSlicing.ByTime).Encode(events, new SensorSize(1, 1)));
        Assert.Equal([0f, 2f, 0f, 2f], new EventFraming(2, EventSlicing.ByCount).Encode(events, new SensorSize(1, 1)));
    }

    [Fact]
    public void A_recording_that_is_cut_off_off_the_sensor_or_empty_is_named()
    {
        Recording("0/a.bin", (1, 2, 0, 0));
        Recording("0/b.bin", (34, 2, 0, 0), (1, 2, 0, 0));
        Recording("1/a.bin", (1, 2, 0, 0), (1, 2, 0, 9));
        Recording("1/b.bin");
        File.WriteAllBytes(folder["1/a.bin"], File.ReadAllBytes(folder["1/a.bin"])[..^2]);
        EventFolderDataset dataset = EventFolderDataset.OpenNmnist(folder.Path, new EventFraming(2, EventSlicing.ByTime));

        Assert.Equal(0, dataset.Read(0).Label);
        Assert.Equal($"{folder["0/b.bin"]}: damaged: 1 outOfSensor beside 1 sound events on 34x34", Assert.Throws<InvalidDataException>(() => dataset.Read(1)).Message);
        Assert.Equal($"{folder["1/a.bin"]}: damaged: 3 skippedBytes beside 1 sound events on 34x34", Assert.Throws<InvalidDataException>(() => dataset.Read(2)).Message);
        Assert.Equal($"{folder["1/b.bin"]}: has no event", Assert.Throws<InvalidDataException>(() => dataset.Read(3)).Message);
    }

    [Fact]
    public void A_real_digit_keeps_every_event()
    {
        string digit = RealData.Shared("event_files", "sample_nmnist.bin");
        foreach (string name in (string[])["0", "1"])
        {
            Directory.CreateDirectory(folder[name]);
            File.Copy(digit, folder[$"{name}/1.bin"]);
        }

        float[] frames = EventFolderDataset.OpenNmnist(folder.Path, new EventFraming(4, EventSlicing.ByTime)).Read(1).Values;

        Assert.Equal(4_325, frames.Sum());
        Assert.Equal(2_145, Enumerable.Range(0, 4).Sum(step => frames.AsSpan(((step * 2) + 1) * 34 * 34, 34 * 34).ToArray().Sum()));
    }

    private void Image(string name, byte red, byte green, byte blue, int width = 3)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!); // a folder of the test's
        using Mat image = new(2, width, MatType.CV_8UC3, Scalar.FromRgb(red, green, blue));
        Assert.True(Cv2.ImWrite(folder[name], image));
    }

    private void Recording(string name, params (byte X, byte Y, int Polarity, int TUs)[] events)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!); // a folder of the test's
        File.WriteAllBytes(folder[name], [.. events.SelectMany(e => (byte[])[e.X, e.Y, (byte)((e.Polarity << 7) | (e.TUs >> 16)), (byte)(e.TUs >> 8), (byte)e.TUs])]);
    }
}
