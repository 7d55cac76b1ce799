using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Nmnist;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Tests;

public sealed class NmnistTests : IDisposable
{
    private static readonly SensorSize Digits = new(34, 34);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Sums as numpy has them of the same file.</summary>
    [Fact]
    public void Reads_a_digit_of_the_data_set_as_it_is_known()
    {
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", "sample_nmnist.bin"));

        EventLosses losses = new();
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);

        Assert.Equal("nmnist", recording.Format);
        Assert.Equal(Digits, recording.Sensor);
        Assert.Equal(4_325, events.Count);
        Assert.Equal((654, 311_175), (events.TUs[0], events.TUs[^1]));
        Assert.Equal(690_487_405, events.TUs.ToArray().Sum());
        Assert.Equal((74_457, 71_931), (events.X.ToArray().Sum(x => x), events.Y.ToArray().Sum(y => y)));
        Assert.Equal(2_145, events.Polarity.ToArray().Count(p => p == 1));
        Assert.True(losses.None);
    }

    /// <summary>Worked out by hand from the layout: x, y, then 1 bit of polarity and 23 bits of time.</summary>
    [Fact]
    public void Reads_the_bits_in_their_order()
    {
        EventBatch events = Read([33, 32, 0x81, 0x02, 0x03, 1, 2, 0x7F, 0xFF, 0xFF]);

        Assert.Equal([(1 << 16) + (2 << 8) + 3, (1 << 23) - 1], events.TUs.ToArray());
        Assert.Equal([33, 1], events.X.ToArray());
        Assert.Equal([32, 2], events.Y.ToArray());
        Assert.Equal([1, -1], events.Polarity.ToArray());
    }

    [Fact]
    public void An_event_of_row_240_moves_every_later_time_by_8192()
    {
        EventBatch events = Read([1, 1, 0, 0, 9, 0, 240, 0, 0, 0, 2, 2, 0, 0, 5, 0, 240, 0, 0, 0, 3, 3, 0x80, 0, 4]);

        Assert.Equal([9, 8_192 + 5, 16_384 + 4], events.TUs.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 999)]
    [InlineData(3, 100_000)]
    public void Any_stream_comes_back_whole_and_in_part(int seed, int count)
    {
        EventBatch events = TestEvents.Random(Digits, count, seed, 0, 40);
        using IEventRecording recording = Open(Bytes(events));

        TestEvents.AssertEqual(events, TestEvents.ReadAll(recording, CameraSide.Left));
        Assert.Equal((events.TUs[0], events.TUs[^1] + 1), (recording.FromUs, recording.ToUs));
        Random random = new(seed);
        for (int i = 0; i < 20; i++)
        {
            long from = random.NextInt64(recording.ToUs), to = random.NextInt64(from, recording.ToUs + 1);
            TestEvents.AssertEqual(TestEvents.Slice(events, from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
        }
    }

    [Fact]
    public void A_seek_keeps_what_the_overflows_before_it_added()
    {
        // More than a block of events, an overflow at each tenth.
        byte[] bytes = new byte[5 * 100_000];
        for (int i = 0; i < 100_000; i++)
        {
            bytes[(5 * i) + 1] = (byte)(i % 10 == 9 ? 240 : 0);
            bytes[(5 * i) + 4] = (byte)(i % 10);
        }

        string path = folder.File("test.bin");
        File.WriteAllBytes(path, bytes);
        using NmnistDecoder decoder = new(path), other = new(path);
        EventBatch first = new(), second = new(), again = new();
        Assert.True(decoder.Decode(first));
        DecoderMark mark = decoder.Mark();
        Assert.True(decoder.Decode(second));
        other.Seek(mark);
        Assert.True(other.Decode(again));

        Assert.InRange(second.TUs[0], 8_192L * first.Count / 10, 8_192L * first.Count / 8);
        TestEvents.AssertEqual(second, again);
    }

    [Fact]
    public void An_overflow_is_no_event_even_where_the_sensor_has_such_a_row()
    {
        File.WriteAllBytes(folder.File("test.bin"), [1, 239, 0, 0, 1, 1, 240, 0, 0, 2, 1, 241, 0, 0, 3]);
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.bin"), new OpenOptions { Sensor = new SensorSize(256, 256) }, "nmnist");

        Assert.Equal([239, 241], TestEvents.ReadAll(recording, CameraSide.Left).Y.ToArray());
    }

    [Fact]
    public void Pixels_off_the_sensor_and_bytes_of_no_event_are_counted()
    {
        EventLosses losses = new();

        EventBatch events = Read([1, 1, 0, 0, 9, 34, 1, 0, 0, 10, 1, 34, 0, 0, 11, 7, 7, 7], losses);

        Assert.Equal(1, events.Count);
        Assert.Equal((2, 3), (losses.OutOfSensor, losses.SkippedBytes));
    }

    [Fact]
    public void An_empty_file_that_is_called_by_name_has_no_events()
    {
        using IEventRecording recording = Open([]);

        Assert.Equal((0, 0, 0), (TestEvents.ReadAll(recording, CameraSide.Left).Count, recording.FromUs, recording.ToUs));
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 0, 0, 9, 1, 1, 0, 0, 10 }, true)]
    [InlineData(new byte[] { 1, 1, 0, 0, 9, 1, 240, 0, 0, 0, 1, 1, 0, 0, 8 }, true)]
    [InlineData(new byte[] { 1, 1, 0, 0, 9, 1, 1, 0, 0, 10, 1 }, false)]
    [InlineData(new byte[] { 1, 1, 0, 0, 9, 1, 1, 0, 0, 8 }, false)]
    [InlineData(new byte[] { 1, 1, 0, 0, 9, 34, 1, 0, 0, 10 }, false)]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, false)]
    [InlineData(new byte[] { 0, 240, 0, 0, 0, 0, 240, 0, 0, 0 }, false)]
    public void Is_recognised_by_what_its_events_could_be(byte[] bytes, bool recognised)
    {
        File.WriteAllBytes(folder.File("test.bin"), bytes);

        Assert.Equal(recognised, new NmnistFormat().Recognises(FileProbe.Of(folder.File("test.bin"))));
    }

    [Fact]
    public void No_file_of_another_format_is_taken_for_it()
    {
        string[] files = [.. Directory.EnumerateFiles(Fixtures.Data(), "*", SearchOption.AllDirectories)];

        Assert.True(files.Length > 30);
        Assert.DoesNotContain(files, file => new NmnistFormat().Recognises(FileProbe.Of(file)));
    }

    /// <summary>Any bytes are events, so nothing is an error; a thousand random files are read to their end.</summary>
    [Fact]
    public void Any_bytes_are_read_to_their_end()
    {
        Random random = new(9);
        for (int i = 0; i < 1_000; i++)
        {
            byte[] bytes = new byte[random.Next(2_000)];
            random.NextBytes(bytes);
            EventLosses losses = new();
            int read = Read(bytes, losses).Count;
            int overflows = Enumerable.Range(0, bytes.Length / 5).Count(at => bytes[(5 * at) + 1] == 240);
            Assert.Equal(bytes.Length, (5 * (read + losses.Dropped + overflows)) + losses.SkippedBytes);
        }
    }

    private static byte[] Bytes(EventBatch events)
    {
        byte[] bytes = new byte[5 * events.Count];
        for (int i = 0; i < events.Count; i++)
        {
            long word = events.TUs[i] | (events.Polarity[i] > 0 ? 1L << 23 : 0);
            new byte[] { (byte)events.X[i], (byte)events.Y[i], (byte)(word >> 16), (byte)(word >> 8), (byte)word }.CopyTo(bytes, 5 * i);
        }

        return bytes;
    }

    private EventBatch Read(byte[] bytes, EventLosses? losses = null)
    {
        using IEventRecording recording = Open(bytes);
        return TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
    }

    private IEventRecording Open(byte[] bytes)
    {
        File.WriteAllBytes(folder.File("test.bin"), bytes);
        return RecordingFormats.Open(folder.File("test.bin"), null, "nmnist");
    }
}
