using EventStereo.EventIO.Diagnosis;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Dsec;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public sealed class DsecGroundTruthTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private static string Maps => Path.Combine(Fixtures.Dsec("scene_00_a"), "disparity", "event");

    private static string Times => Path.Combine(Fixtures.Dsec("scene_00_a"), "disparity", "timestamps.txt");

    public void Dispose() => folder.Dispose();

    /// <summary>The times are 500, 50,500 and 100,500 us after the recording's origin; the values 1/256 px and NaN for 0, as numpy has them.</summary>
    [Fact]
    public void Reads_the_maps_of_a_sequence_on_its_clock()
    {
        using DsecRecording recording = DsecRecording.Open(Fixtures.Dsec("scene_00_a"), new OpenOptions { Sensor = new SensorSize(64, 48) });
        DsecGroundTruth? truth = recording.OpenGroundTruth();
        Assert.NotNull(truth);
        Assert.Equal([500, 50_500, 100_500], truth.TimesUs);
        Assert.Equal(recording.Sensor, truth.Sensor);
        using NpzReader golden = NpzReader.Open(Fixtures.Dsec("golden.npz"));
        float[] expected = golden.Read<float>("disparity").Data;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected[(i * 64 * 48)..((i + 1) * 64 * 48)], truth.ReadDisparityPx(i));
        }
    }

    [Theory]
    [InlineData("1\n2\n", "3 disparity maps, but 2 times")]
    [InlineData("1\n3\n3\n", "line 3: times must increase")]
    [InlineData("1\n\nx\n", "line 3: not a time")]
    [InlineData("1\n2\n-9223372036854775808\n", "line 3: not a time")]
    public void Says_what_is_wrong_with_the_times(string times, string what)
    {
        string path = folder.File("timestamps.txt");
        File.WriteAllText(path, times);
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => DsecGroundTruth.Open(Maps, path, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_looks_at_every_map()
    {
        string sequence = folder.File("sequence");
        foreach (string file in Directory.EnumerateFiles(Fixtures.Dsec("scene_00_a"), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(sequence, Path.GetRelativePath(Fixtures.Dsec("scene_00_a"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // it is in a folder
            File.Copy(file, copy);
        }

        OpenOptions options = new() { Sensor = new SensorSize(64, 48) };
        Assert.Equal(3, RecordingDiagnosis.Run(sequence, options).GroundTruth?.Maps);
        string last = Directory.EnumerateFiles(Path.Combine(sequence, "disparity", "event")).Order(StringComparer.Ordinal).Last();
        File.WriteAllBytes(last, File.ReadAllBytes(last)[..60]);

        Finding damaged = Assert.Single(RecordingDiagnosis.Run(sequence, options).Findings, finding => finding.Kind == FindingKind.GroundTruthDamaged);
        Assert.Equal(("disparity/event", 1L, 2L), (damaged.Stream, damaged.Count, damaged.FirstIndex ?? 2));
    }

    [Fact]
    public void Says_that_there_are_no_maps()
    {
        Assert.Contains("no disparity maps", Assert.Throws<InvalidDataException>(() => DsecGroundTruth.Open(folder.Path, Times, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_images_that_are_not_16_bits_of_grey()
    {
        Assert.Contains("8 bits", OpeningFails(File.ReadAllBytes(Fixtures.Dsec("grey8.png"))).Message, StringComparison.Ordinal);
        Assert.Contains("not a PNG", OpeningFails("text, not a picture, of some length"u8.ToArray()).Message, StringComparison.Ordinal);
    }

    /// <summary>A header that claims 4 billion pixels is refused before anything is unpacked.</summary>
    [Fact]
    public void Refuses_a_claim_beyond_the_limit()
    {
        byte[] image = File.ReadAllBytes(Path.Combine(Maps, "000000.png"));
        (image[17], image[21]) = (1, 1);
        Assert.Contains("65600x65584", OpeningFails(image).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever flipped bits and truncation do, reading ends with a map or an InvalidDataException that names the image.</summary>
    [Fact]
    public void Survives_mutations()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Maps, "000000.png"));
        Random random = new(3);
        int refused = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] damaged = whole[..(i % 8 == 0 ? random.Next(1, whole.Length) : whole.Length)];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                _ = Open(damaged).ReadDisparityPx(0);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains("000000.png", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        // Every byte of the file lies under the signature or a check.
        Assert.Equal(1000, refused);
    }

    private InvalidDataException OpeningFails(byte[] image) => Assert.Throws<InvalidDataException>(() => Open(image).ReadDisparityPx(0));

    private DsecGroundTruth Open(byte[] image)
    {
        string maps = Directory.CreateDirectory(folder.File("event")).FullName, times = folder.File("timestamps.txt");
        File.WriteAllBytes(Path.Combine(maps, "000000.png"), image);
        File.WriteAllText(times, "12\n");
        return DsecGroundTruth.Open(maps, times, 0);
    }
}
