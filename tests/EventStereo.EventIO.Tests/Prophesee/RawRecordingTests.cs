using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests.Prophesee;

public sealed class RawRecordingTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("evt2.raw", "evt2", 640, 480, 4)]
    [InlineData("evt21.raw", "evt21", 1280, 720, 0)]
    [InlineData("evt21_legacy.raw", "evt21", 1280, 720, 0)]
    [InlineData("evt21_old.raw", "evt21", 1280, 720, 0)]
    [InlineData("evt3.raw", "evt3", 1376, 720, 24)]
    [InlineData("cd2.dat", "dat", 640, 480, 0)]
    public void Reads_what_the_definitions_say_and_counts_what_they_do_not(string name, string format, int width, int height, long skippedBytes)
    {
        EventBatch inFile = RawFixtures.InFileOrder(name), expected = RawFixtures.InTimeOrder(name);
        using IEventRecording recording = RecordingFormats.Open(RawFixtures.File(name));
        EventLosses losses = new();
        TestEvents.AssertEqual(expected, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses));
        Assert.Equal((format, new SensorSize(width, height)), (recording.Format, recording.Sensor));
        Assert.Equal((expected.TUs[0], expected.TUs[^1] + 1), (recording.FromUs, recording.ToUs));
        Assert.Equal([CameraSide.Left], recording.Cameras);
        Assert.Equal((0L, skippedBytes, RawFixtures.Reordered(inFile)), (losses.Dropped, losses.SkippedBytes, losses.Reordered));
    }

    [Theory]
    [InlineData("td1.dat", null)]
    [InlineData("bare.dat", "dat")]
    public void Reads_the_narrow_pixels_of_DAT_files_before_version_2(string name, string? format)
    {
        using IEventRecording recording = RecordingFormats.Open(RawFixtures.File(name), format: format);
        TestEvents.AssertEqual(RawFixtures.InTimeOrder(name), TestEvents.ReadAll(recording, CameraSide.Left));
        Assert.Equal(new SensorSize(304, 240), recording.Sensor);
    }

    /// <summary>What says the events' type would lie beyond the bytes that are looked at first.</summary>
    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void A_DAT_header_without_an_end_is_refused(int bytes)
    {
        using ScratchFolder folder = new();
        string head = "% Data file containing CD events.\n", line = $"% {new string('x', 61)}\n";
        string lines = string.Concat(Enumerable.Repeat(line, (bytes - head.Length) / line.Length));
        string last = $"% {new string('y', bytes - head.Length - lines.Length - 3)}\n";
        File.WriteAllText(folder.File("long.dat"), $"{head}{lines}{last}{new string('\f', 4096)}");

        Assert.Contains("no end within 65,536 bytes", Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(folder.File("long.dat"), format: "dat")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evt2.raw")]
    [InlineData("evt21_legacy.raw")]
    [InlineData("evt3.raw")]
    [InlineData("cd2.dat")]
    public void Gives_of_an_interval_what_the_whole_has_there(string name)
    {
        EventBatch all = RawFixtures.InTimeOrder(name);
        using IEventRecording recording = RecordingFormats.Open(RawFixtures.File(name));
        Random random = new(5);
        for (int i = 0; i < 20; i++)
        {
            long fromUs = all.TUs[random.Next(all.Count)], toUs = fromUs + random.Next(1, 20_000);
            TestEvents.AssertEqual(TestEvents.Slice(all, fromUs, toUs), TestEvents.ReadAll(recording, CameraSide.Left, fromUs, toUs));
        }
    }

    [Theory]
    [InlineData("evt2_sample.raw", "evt2", 640, 480, 539_481, 1_317_888, 1_367_888, 367_855, 364_917_547_128_930, 86_563_651_050, 55_510_942_257, 98_662_909)]
    [InlineData("evt3_sample.raw", "evt3", 1280, 720, 219_596, 11_718_656, 11_727_457, 115_532, 1_296_080_540_972_505, 80_198_361_860, 43_020_120_358, 5_568_177)]
    [InlineData("sample_ncars.dat", "dat", 78, 42, 2_009, 0, 99_952, 1_350, 57_538_814_940, 46_963_491, 20_458_894, 351_908)]
    public void Reads_recordings_of_cameras(
        string name, string format, int width, int height, int count, long firstUs, long lastUs, int positive, long sumT, long sumX, long sumY, long sumP)
    {
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", name));
        EventLosses losses = new();
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
        Assert.True(losses.None, string.Join(", ", losses.ByReason));
        Assert.Equal((format, new SensorSize(width, height), count), (recording.Format, recording.Sensor, events.Count));
        Assert.Equal((firstUs, lastUs + 1), (recording.FromUs, recording.ToUs));
        Assert.Equal(positive, events.Polarity.Count((sbyte)1));

        // Sums with weights that tell any two events apart that are not 1,009 from each other; numpy made them.
        (long t, long x, long y, long p) sums = default;
        for (int i = 0; i < events.Count; i++)
        {
            long weight = i % 1009;
            sums = (sums.t + (weight * events.TUs[i]), sums.x + (weight * events.X[i]), sums.y + (weight * events.Y[i]), sums.p + (weight * events.Polarity[i]));
        }

        Assert.Equal((sumT, sumX, sumY, sumP), sums);
    }

    [Theory]
    [InlineData("evt2.raw", 4, 3)]
    [InlineData("evt21.raw", 8, 5)]
    [InlineData("evt3.raw", 2, 1)]
    [InlineData("cd2.dat", 8, 7)]
    public void Counts_the_bytes_of_a_last_word_that_is_cut(string name, int wordBytes, int leftBytes)
    {
        byte[] whole = File.ReadAllBytes(RawFixtures.File(name));
        string path = folder.File(name);
        File.WriteAllBytes(path, whole[..^(wordBytes - leftBytes)]);
        using IEventRecording recording = RecordingFormats.Open(path), sound = RecordingFormats.Open(RawFixtures.File(name));
        EventLosses losses = new(), before = new();
        TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
        TestEvents.ReadAll(sound, CameraSide.Left, losses: before);
        Assert.Equal(before.SkippedBytes + leftBytes, losses.SkippedBytes);
    }
}
