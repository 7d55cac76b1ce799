using System.Buffers.Binary;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

public sealed class Aedat3Tests : IDisposable
{
    private const string Head = "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#Start-Time: 2016-09-01 10:00:00 (TZ+0200)\r\n#!END-HEADER\r\n";
    private const int HeadBytes = 28;

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Worked out by hand: bit 0 valid, bit 1 polarity, bits 2 to 16 row, 17 to 31 column; time, plus 2^31 us for each overflow of the packet.</summary>
    [Fact]
    public void Reads_the_bits_in_their_order()
    {
        EventBatch events = Read(Bytes(Head, Packet(1, 0, (0x0000_0003, 9), (0x00FE_01FD, 10)), Packet(1, 1, (0x0002_0005, 5))));

        Assert.Equal([9, 10, (1L << 31) + 5], events.TUs.ToArray());
        Assert.Equal([0, 127, 1], events.X.ToArray());
        Assert.Equal([0, 127, 1], events.Y.ToArray());
        Assert.Equal([1, -1, -1], events.Polarity.ToArray());
    }

    [Fact]
    public void Is_recognised_and_knows_its_sensor()
    {
        File.WriteAllBytes(folder.File("test.aedat"), Bytes(Head, Packet(1, 0, (3, 9), (3, 20))));
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat"));

        Assert.Equal(("aedat3", new SensorSize(128, 128), 9, 21), (recording.Format, recording.Sensor, recording.FromUs, recording.ToUs));
        Assert.Equal(2, recording.Streams.Single().Count);
    }

    [Theory]
    [InlineData("#Source 0: DAVIS346\r\n", 346, 260)]
    [InlineData("#Source 0: DAVIS240C\r\n", 240, 180)]
    [InlineData("#-Source 0: DVS128\r\n#Source 0: DAVIS640\r\n", 640, 480)] // the one in front of which a minus stands recorded it first
    [InlineData("", 6, 1)] // the events' extents
    public void The_sensor_is_that_of_the_source(string source, int width, int height)
    {
        File.WriteAllBytes(folder.File("test.aedat"), Bytes($"#!AER-DAT3.1\r\n{source}#!END-HEADER\r\n", Packet(source: 0, type: 1, overflow: 0, (3 | (5 << 17), 9))));
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat"));

        Assert.Equal(new SensorSize(width, height), recording.Sensor);
    }

    [Fact]
    public void Other_packets_other_devices_and_events_marked_as_not_valid_are_passed_over()
    {
        EventLosses losses = new();

        EventBatch events = Read(Bytes(Head, Packet(3, 0, (3, 1)), Packet(1, 0), Packet(source: 2, type: 1, overflow: 0, (3, 2)), Packet(1, 0, (2, 3), (3, 4))), losses);

        Assert.Equal([4], events.TUs.ToArray());
        Assert.True(losses.None);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 999)]
    [InlineData(3, 100_000)] // more than a block
    public void Any_stream_comes_back_whole_and_in_part(int seed, int count)
    {
        EventBatch events = TestEvents.Random(new SensorSize(128, 128), count, seed, (1L << 31) - 2_000, 40);
        Random random = new(seed);
        List<byte[]> packets = [];
        for (int at = 0; at < count;)
        {
            long overflow = events.TUs[at] >> 31;
            int most = random.Next(1, 60_000), to = at;
            while (to < count && to - at < most && events.TUs[to] >> 31 == overflow)
            {
                to++;
            }

            packets.Add(Packet(1, (int)overflow, [.. Enumerable.Range(at, to - at).Select(i => ((uint)((events.X[i] << 17) | (events.Y[i] << 2) | (events.Polarity[i] > 0 ? 3 : 1)), (int)(events.TUs[i] & int.MaxValue)))]));
            at = to;
        }

        File.WriteAllBytes(folder.File("test.aedat"), Bytes(Head, [.. packets]));
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat"));

        TestEvents.AssertEqual(events, TestEvents.ReadAll(recording, CameraSide.Left));
        for (int i = 0; i < 10; i++)
        {
            long from = random.NextInt64(recording.FromUs, recording.ToUs), to = random.NextInt64(from, recording.ToUs + 1);
            TestEvents.AssertEqual(TestEvents.Slice(events, from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
        }
    }

    [Fact]
    public void A_cut_file_gives_its_whole_events_and_says_so_wherever_it_is_cut()
    {
        byte[][] packets = [Packet(1, 0, (3, 1), (3, 2)), Packet(3, 0, (3, 3)), Packet(1, 0, (3, 4))];
        byte[] whole = Bytes(Head, packets);
        int[] ends = [Head.Length, Head.Length + packets[0].Length, Head.Length + packets[0].Length + packets[1].Length, whole.Length];
        for (int length = Head.Length; length <= whole.Length; length++)
        {
            EventLosses losses = new();
            EventBatch events = Read(whole[..length], losses);

            Assert.Equal(Math.Clamp((length - Head.Length - HeadBytes) / 8, 0, 2) + (length == whole.Length ? 1 : 0), events.Count);
            Assert.Equal(ends.Contains(length), losses.None);
        }
    }

    [Theory]
    [InlineData(0, 0xFF, 0xFF)] // a type below 0
    [InlineData(4, 7, 0)] // 7 bytes an event
    [InlineData(8, 0, 0)] // a time elsewhere
    [InlineData(23, 0x80, 0)] // fewer events than none
    public void A_packet_that_cannot_be_is_an_error_with_its_place(int offset, byte low, byte high)
    {
        byte[] bytes = Bytes(Head, Packet(1, 0, (3, 1)), Packet(1, 0, (3, 2)));
        int second = Head.Length + HeadBytes + 8;
        (bytes[second + offset], bytes[second + offset + 1]) = (low, offset == 23 ? bytes[second + 24] : high);

        Assert.Equal($"{folder.File("test.aedat")}: offset {second}: damaged; no packet of events begins here", Assert.Throws<InvalidDataException>(() => Read(bytes)).Message);
    }

    [Fact]
    public void A_time_below_zero_is_no_event()
    {
        EventLosses losses = new();

        Assert.Equal(1, Read(Bytes(Head, Packet(1, 0, (3, -1), (3, 2))), losses).Count);
        Assert.Equal(1, losses.Malformed);
    }

    [Theory]
    [InlineData("#!AER-DAT3.1\r\n#Format: RAW\r\n", "the header has no line #!END-HEADER")]
    [InlineData("#!AER-DAT3.1\r\n#Format: Serial-TS\r\n#!END-HEADER\r\n", "its packets are of the form Serial-TS; RAW is read")]
    public void A_header_without_end_and_packed_data_are_refused(string head, string message)
    {
        File.WriteAllText(folder.File("test.aedat"), head);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(folder.File("test.aedat"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_give_events_or_one_named_error()
    {
        byte[] whole = Bytes(Head, Packet(1, 0, [.. Enumerable.Range(0, 40).Select(i => (3u, i))]), Packet(1, 1, (3, 4)));
        Random random = new(9);
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = [.. whole];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(Head.Length, bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.InRange(Read(bytes).Count, 0, 41);
            }
            catch (InvalidDataException exception)
            {
                refused++;
                Assert.Contains("no packet of events begins here", exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 1, 299);
    }

    private static byte[] Bytes(string head, params byte[][] packets) => [.. System.Text.Encoding.ASCII.GetBytes(head), .. packets.SelectMany(packet => packet)];

    private static byte[] Packet(short type, int overflow, params (uint Data, int TUs)[] events) => Packet(source: 1, type, overflow, events);

    private static byte[] Packet(short source, short type, int overflow, params (uint Data, int TUs)[] events)
    {
        byte[] bytes = new byte[HeadBytes + (8 * events.Length)];
        BinaryPrimitives.WriteInt16LittleEndian(bytes, type);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2), source);
        int[] numbers = [8, 4, overflow, events.Length, events.Length, events.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 + (4 * i)), numbers[i]);
        }

        for (int i = 0; i < events.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeadBytes + (8 * i)), events[i].Data);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeadBytes + (8 * i) + 4), events[i].TUs);
        }

        return bytes;
    }

    private EventBatch Read(byte[] bytes, EventLosses? losses = null)
    {
        File.WriteAllBytes(folder.File("test.aedat"), bytes);
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat"), new OpenOptions { Sensor = new SensorSize(128, 128) });
        return TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
    }
}
