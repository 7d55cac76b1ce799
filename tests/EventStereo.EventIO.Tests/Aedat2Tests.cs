using System.Buffers.Binary;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

public sealed class Aedat2Tests : IDisposable
{
    private const string Head = "#!AER-DAT2.0\r\n# This is a raw AE data file - do not edit\r\n# AEChip: ch.unizh.ini.jaer.chip.retina.DVS128\r\n";

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Worked out by hand from the address: bit 0 polarity (0 is brighter), bits 1 to 7 column from the right, 8 to 14 row from below.</summary>
    [Fact]
    public void Reads_the_bits_of_a_dvs128()
    {
        EventBatch events = Read(Bytes(Head, [0x0000_0000, 7], [0x0000_7FFF, 7], [0x0000_0102, 0x8000_0000], [0x0000_0003, 0xFFFF_FFFF]));

        Assert.Equal([7, 7, 0x8000_0000, 0xFFFF_FFFF], events.TUs.ToArray());
        Assert.Equal([127, 0, 126, 126], events.X.ToArray());
        Assert.Equal([127, 0, 126, 127], events.Y.ToArray());
        Assert.Equal([1, -1, 1, -1], events.Polarity.ToArray());
    }

    [Theory]
    [InlineData("#!AER-DAT2.0\r\n")]
    [InlineData("#!AER-DAT2.0\n# AEChip: ch.unizh.ini.caviar.chip.retina.Tmpdiff128\n")]
    [InlineData("#!AER-DAT2.0\r\n#\r\n#End Of ASCII Header\r\n")]
    public void Is_recognised_by_its_first_line_and_needs_no_other(string head)
    {
        File.WriteAllBytes(folder.File("test.aedat"), Bytes(head, [2, 10], [4, 20]));
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat"));

        Assert.Equal(("aedat2", new SensorSize(128, 128), 10, 21), (recording.Format, recording.Sensor, recording.FromUs, recording.ToUs));
        Assert.Equal([126, 125], TestEvents.ReadAll(recording, CameraSide.Left).X.ToArray());
    }

    [Fact]
    public void An_event_may_begin_like_a_line_of_the_header_behind_its_last_line()
    {
        EventLosses losses = new();

        Read(Bytes("#!AER-DAT2.0\r\n#End Of ASCII Header\r\n", [0x2300_0000, 10], [4, 20]), losses);

        Assert.Equal((1, 0), (losses.Malformed, losses.SkippedBytes)); // '#' is 0x23: an address that is none
    }

    [Fact]
    public void Triggers_are_passed_over_and_other_bits_and_cut_events_counted()
    {
        EventLosses losses = new();

        EventBatch events = Read([.. Bytes(Head, [0x0000_8000, 1], [0x8000_0000, 2], [0x0001_0000, 3], [2, 4]), 0, 0, 0], losses);

        Assert.Equal([4], events.TUs.ToArray());
        Assert.Equal((1, 3), (losses.Malformed, losses.SkippedBytes));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 999)]
    [InlineData(3, 100_000)]
    public void Any_stream_comes_back_whole_and_in_part(int seed, int count)
    {
        EventBatch events = TestEvents.Random(new SensorSize(128, 128), count, seed, 0, 40);
        uint[][] words = [.. Enumerable.Range(0, count).Select(i => (uint[])[(uint)(((127 - events.Y[i]) << 8) | ((127 - events.X[i]) << 1) | (events.Polarity[i] > 0 ? 0 : 1)), (uint)events.TUs[i]])];
        File.WriteAllBytes(folder.File("test.aedat"), Bytes(Head, words));
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat"));

        TestEvents.AssertEqual(events, TestEvents.ReadAll(recording, CameraSide.Left));
        Random random = new(seed);
        for (int i = 0; i < 10; i++)
        {
            long from = random.NextInt64(recording.ToUs), to = random.NextInt64(from, recording.ToUs + 1);
            TestEvents.AssertEqual(TestEvents.Slice(events, from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
        }
    }

    [Theory]
    [InlineData("#!AER-DAT2.0\r\n# AEChip: eu.seebetter.ini.chips.davis.Davis346blue\r\n", "the addresses are of eu.seebetter.ini.chips.davis.Davis346blue")]
    [InlineData("#!AER-DAT1.0\r\n", "offset 0: does not begin with #!AER-DAT2.0")]
    [InlineData("", "offset 0: does not begin with #!AER-DAT2.0")]
    public void Another_camera_and_another_version_are_refused(string head, string message)
    {
        File.WriteAllText(folder.File("test.aedat"), head);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(folder.File("test.aedat"), null, "aedat2")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_end_is_refused_before_it_fills_memory()
    {
        byte[] endless = [.. System.Text.Encoding.ASCII.GetBytes("#!AER-DAT2.0\r\n#"), .. new byte[(1 << 24) + 10]];
        File.WriteAllBytes(folder.File("test.aedat"), endless);

        Assert.Contains("the header has not ended", Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(folder.File("test.aedat"))).Message, StringComparison.Ordinal);
    }

    /// <summary>Any bytes behind a header are events, so nothing is an error.</summary>
    [Fact]
    public void Any_bytes_are_read_to_their_end()
    {
        Random random = new(9);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[random.Next(1, 900)];
            random.NextBytes(bytes);
            bytes[0] = 0; // no line of the header
            EventLosses losses = new();
            int read = Read([.. System.Text.Encoding.ASCII.GetBytes(Head), .. bytes], losses).Count;
            int special = Enumerable.Range(0, bytes.Length / 8).Count(at => (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8 * at)) & 0x8000_8000) != 0);
            Assert.Equal(bytes.Length, (8 * (read + losses.Dropped + special)) + losses.SkippedBytes);
        }
    }

    private static byte[] Bytes(string head, params uint[][] events)
    {
        byte[] bytes = [.. System.Text.Encoding.ASCII.GetBytes(head), .. new byte[8 * events.Length]];
        for (int i = 0; i < events.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(head.Length + (8 * i)), events[i][0]);
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(head.Length + (8 * i) + 4), events[i][1]);
        }

        return bytes;
    }

    private EventBatch Read(byte[] bytes, EventLosses? losses = null)
    {
        File.WriteAllBytes(folder.File("test.aedat"), bytes);
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat"));
        return TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
    }
}
