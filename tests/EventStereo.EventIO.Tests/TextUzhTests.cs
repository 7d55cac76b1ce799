using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

public sealed class TextUzhTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_the_sample_of_the_Event_Camera_Dataset()
    {
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", "events_chunk.txt"));
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left);
        Assert.Equal("uzh", recording.Format);
        Assert.Equal(50_000, events.Count);
        Assert.Equal((3_811L, 174_156L), (recording.FromUs, events.TUs[^1]));
        Assert.Equal(0.423, events.Polarity.ToArray().Count(p => p > 0) / 50_000.0, 0.0005);
        Assert.Equal(((ushort)127, (ushort)171, (sbyte)-1), (events.X[1], events.Y[1], events.Polarity[1]));
    }

    // Expected by hand: the decimal is exact, so a half is a half and goes to the even microsecond, and anything above it goes up.
    [Theory]
    [InlineData("0.003820001", 3_820)]
    [InlineData("0.0000005", 0)]
    [InlineData("0.0000015", 2)]
    [InlineData("0.00000050000000000000000000001", 1)]
    [InlineData("1504645177.4263005", 1_504_645_177_426_300)]
    [InlineData("1504645177.426300500000000000000001", 1_504_645_177_426_301)]
    [InlineData("-2.5", -2_500_000)]
    [InlineData("1.25e-1", 125_000)]
    [InlineData("+.5", 500_000)]
    [InlineData("7.", 7_000_000)]
    [InlineData("999999999999.999999", 999_999_999_999_999_999)]
    public void Takes_seconds_to_microseconds_with_one_rounding(string seconds, long expectedUs)
    {
        EventBatch events = Read($"{seconds} 1 2 1\n", "uzh");
        Assert.Equal([expectedUs], events.TUs.ToArray());
    }

    [Theory]
    [InlineData("0.1 1 2 1\n0.2 3 4 0")]
    [InlineData("0.1 1 2 1\r\n0.2 3 4 0\r\n")]
    [InlineData("# t x y p\n\n  0.1\t1  2 1 \n0.2 3 4 -1\n")]
    [InlineData("0.1 1.000e+00 2.0 1.0\n2.0e-1 3 4 0.0\n")]
    [InlineData("\uFEFF0.1 1 2 1\n0.2 3 4 0\n")]
    public void Reads_what_other_writers_make_of_it(string text)
    {
        EventBatch events = Read(text);
        Assert.Equal([100_000L, 200_000], events.TUs.ToArray());
        Assert.Equal([(ushort)1, (ushort)3], events.X.ToArray());
        Assert.Equal([(ushort)2, (ushort)4], events.Y.ToArray());
        Assert.Equal([(sbyte)1, (sbyte)-1], events.Polarity.ToArray());
    }

    [Fact]
    public void Takes_the_sensor_from_a_first_line_of_two_numbers()
    {
        using IEventRecording recording = RecordingFormats.Open(Write("240 180\n0.1 1 2 1\n"));
        Assert.Equal(new SensorSize(240, 180), recording.Sensor);
        Assert.Equal(1, TestEvents.ReadAll(recording, CameraSide.Left).Count);
    }

    [Fact]
    public void Drops_and_counts_lines_that_are_no_events()
    {
        string[] lines = [.. Enumerable.Range(0, 100).Select(i => $"0.{i:D3} {i} 2 1")];
        lines[20] = "0.020 x 2 1";
        lines[30] = "0.030 1 2";
        lines[40] = "0.040 1 2 2";
        lines[50] = "0.050 1.5 2 1";
        lines[60] = "0.060 1 2 1 9";
        lines[70] = "nan 1 2 1";
        lines[80] = "0.080 -1 2 1";
        lines[90] = "0.090 70000 2 1";
        EventLosses losses = new();
        using IEventRecording recording = RecordingFormats.Open(Write(string.Join('\n', lines)));
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
        Assert.Equal((92, 6L, 2L), (events.Count, losses.Malformed, losses.OutOfSensor));
    }

    [Fact]
    public void Refuses_a_text_of_which_more_than_half_is_no_events()
    {
        string good = string.Concat(Enumerable.Repeat("0.5 1 2 1\n", 20)), bad = string.Concat(Enumerable.Repeat("0.5 1 2\n", 21));
        using IEventRecording recording = RecordingFormats.Open(Write(good + bad));
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => TestEvents.ReadAll(recording, CameraSide.Left));
        Assert.Contains("line 21: '0.5 1 2' is no event; 21 of 41 lines", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected t x y p", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_of_the_first_lines_is_no_event()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read("# a comment\nwhat is this\n", "uzh"));
        Assert.Contains("events.txt: line 2: 'what is this' is no event", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_over_a_line_longer_than_the_buffer_and_counts_its_bytes()
    {
        string long1 = new('7', 3 << 20);
        EventLosses losses = new();
        using IEventRecording recording = RecordingFormats.Open(Write($"0.1 1 2 1\n{long1}\n0.2 1 2 1\n"));
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
        Assert.Equal([100_000L, 200_000], events.TUs.ToArray());
        Assert.Equal((3L << 20) + 1, losses.SkippedBytes);
    }

    [Theory]
    [InlineData("0 45 54 1\n3 46 54 0\n")]
    [InlineData("0.1,45,54,1\n0.2,46,54,0\n")]
    [InlineData("one two three four\n")]
    [InlineData("")]
    public void Does_not_recognise_what_could_mean_anything(string text)
    {
        string path = Write(text);
        Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(path));
    }

    [Fact]
    public void Seeks_to_any_interval()
    {
        SensorSize sensor = new(640, 480);
        EventBatch events = TestEvents.Random(sensor, 300_000, 5, 0, 10);
        string path = WriteLines(events);
        using IEventRecording recording = RecordingFormats.Open(path, new OpenOptions { Sensor = sensor });
        TestEvents.AssertEqual(events, TestEvents.ReadAll(recording, CameraSide.Left));
        foreach ((long from, long to) in ((long, long)[])[(0, 1), (1_500_000, 1_600_000), (2_900_000, long.MaxValue), (-5, 30)])
        {
            TestEvents.AssertEqual(TestEvents.Slice(events, from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
        }
    }

    private string WriteLines(EventBatch events)
    {
        string path = folder.File("many.txt");
        using StreamWriter writer = new(path);
        for (int i = 0; i < events.Count; i++)
        {
            writer.Write($"{events.TUs[i] / 1_000_000}.{events.TUs[i] % 1_000_000:D6} {events.X[i]} {events.Y[i]} {(events.Polarity[i] > 0 ? 1 : 0)}\n");
        }

        return path;
    }

    private string Write(string text)
    {
        string path = folder.File("events.txt");
        File.WriteAllText(path, text);
        return path;
    }

    private EventBatch Read(string text, string? format = null)
    {
        using IEventRecording recording = RecordingFormats.Open(Write(text), format: format);
        return TestEvents.ReadAll(recording, CameraSide.Left);
    }
}
