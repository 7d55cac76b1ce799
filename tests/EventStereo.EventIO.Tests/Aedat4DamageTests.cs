using System.Buffers.Binary;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Aedat;

namespace EventStereo.EventIO.Tests;

/// <summary>Whatever is done to a file, reading it ends, with a typed error or with a count of what was lost.</summary>
public sealed class Aedat4DamageTests : IDisposable
{
    private const int Packets = 10, PacketEvents = 50;
    private readonly ScratchFolder folder = new();
    private readonly EventBatch whole = TestEvents.Random(Fixtures.Sensor, Packets * PacketEvents, 21, 0, 30);

    public static TheoryData<int> Packings => [0, 1, 3];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_packet_that_does_not_begin_is_passed_over_and_counted(int compression)
    {
        Aedat4TestFile file = Whole((Aedat4Compression)compression);
        byte[] bytes = file.Build();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(file.Offsets[4]), 99);

        AssertLost(bytes, packet: 4, file.Offsets[5] - file.Offsets[4]);
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_length_that_is_too_small_costs_the_packet(int compression)
    {
        Aedat4TestFile file = Whole((Aedat4Compression)compression);
        byte[] bytes = file.Build();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(file.Offsets[4] + 4), 100);

        AssertLost(bytes, packet: 4, file.Offsets[5] - file.Offsets[4]);
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_length_that_takes_in_the_next_packets_costs_one(int compression)
    {
        Aedat4TestFile file = Whole((Aedat4Compression)compression);
        byte[] bytes = file.Build();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(file.Offsets[4] + 4), file.Offsets[7] - file.Offsets[4] - 8 + 3);

        AssertLost(bytes, packet: 4, file.Offsets[5] - file.Offsets[4]);
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_wrong_length_in_another_stream_costs_none_of_this_ones_packets(int compression)
    {
        Aedat4TestFile file = new((Aedat4Compression)compression)
        {
            Streams = [(0, "EVTS", "A", Fixtures.Sensor), (1, "EVTS", "A", Fixtures.Sensor)],
            HasTable = false,
        };
        for (int i = 0; i < Packets; i++)
        {
            file.AddEvents(i % 2, Part(i));
        }

        byte[] bytes = file.Build();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(file.Offsets[3] + 4), file.Offsets[6] - file.Offsets[3] + 11);

        (EventBatch events, EventLosses losses) = Read(bytes);

        Assert.Equal(Packets / 2 * PacketEvents, events.Count);
        if (compression != 0)
        {
            Assert.Equal(file.Offsets[4] - file.Offsets[3], losses.SkippedBytes);
        }
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_message_that_is_damaged_costs_the_packet(int compression)
    {
        Aedat4TestFile file = Whole((Aedat4Compression)compression);
        byte[] bytes = file.Build();
        int message = bytes.AsSpan(file.Offsets[4]).IndexOf("EVTS"u8) + file.Offsets[4];

        // The vector's count, 20 bytes behind the identifier in these files.
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(message + 20), uint.MaxValue);

        AssertLost(bytes, packet: 4, file.Offsets[5] - file.Offsets[4]);
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public void A_file_that_ends_within_a_packet_gives_the_packets_before(int compression)
    {
        Aedat4TestFile file = Whole((Aedat4Compression)compression);
        byte[] bytes = file.Build();

        for (int end = file.Offsets[8] - 1; end > file.Offsets[7]; end -= 31)
        {
            (EventBatch events, EventLosses losses) = Read(bytes[..end]);
            Assert.Equal(7 * PacketEvents, events.Count);
            Assert.Equal(end - file.Offsets[7], losses.SkippedBytes);
        }
    }

    [Fact]
    public void An_error_is_one_line_though_the_parser_quotes_the_end_of_one() =>
        Assert.DoesNotContain('\n', Assert.Throws<InvalidDataException>(() => Aedat4InfoNode.Parse("<\n>")).Message);

    [Fact]
    public void Bytes_behind_the_last_packet_are_counted()
    {
        Aedat4TestFile file = Whole(Aedat4Compression.Lz4, table: false);

        (EventBatch events, EventLosses losses) = Read([.. file.Build(), 1, 2, 3]);

        Assert.Equal(whole.Count, events.Count);
        Assert.Equal(3, losses.SkippedBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_packet_that_unpacks_to_gigabytes_stops_at_the_limit(int compression)
    {
        Aedat4TestFile file = new((Aedat4Compression)compression) { HasTable = false };
        file.AddEvents(0, Part(0)).AddPacked(0, Bomb(compression), Aedat4Span.Empty).AddEvents(0, Part(1));
        string path = file.WriteTo(folder);
        using Aedat4Bytes bytes = new(path);
        using Aedat4Decoder decoder = new(path, Aedat4Header.Read(bytes), bytes.Length, 0, 0);
        EventBatch events = new();
        while (decoder.Decode(events))
        {
        }

        Assert.Equal(2 * PacketEvents, events.Count);
        Assert.Equal(file.Offsets[2] - file.Offsets[1], decoder.Losses.SkippedBytes);
        Assert.InRange(decoder.ReservedBytes, 1, Aedat4Walk.MaxPacketBytes);
    }

    [Fact]
    public void False_packets_within_packets_do_not_take_forever()
    {
        // A stored frame of false packets, each of which claims nearly all that follows: without a limit the work would be the square of their number.
        byte[] nest = new byte[4_000_000];
        Span<byte> look = stackalloc byte[24];
        for (int at = 0; at + 64 < nest.Length; at += 32)
        {
            BinaryPrimitives.WriteInt32LittleEndian(look, 0);
            BinaryPrimitives.WriteInt32LittleEndian(look[4..], nest.Length - at - 40);
            ((ReadOnlySpan<byte>)[0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0x73]).CopyTo(look[8..]);
            BinaryPrimitives.WriteInt32LittleEndian(look[15..], Math.Min(1 << 22, nest.Length - at) | int.MinValue);
            look.CopyTo(nest.AsSpan(at));
        }

        Aedat4TestFile file = new(Aedat4Compression.Lz4) { HasTable = false };
        string path = file.AddPacked(0, nest, Aedat4Span.Empty).WriteTo(folder);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() =>
        {
            using IEventRecording recording = RecordingFormats.Open(path);
            TestEvents.ReadAll(recording, CameraSide.Left);
        });
        Assert.StartsWith(path, failure.Message);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(14, 60)]
    [InlineData(200, 8)]
    public void A_header_that_is_damaged_is_an_error_that_names_the_place(int at, int count)
    {
        byte[] bytes = Whole(Aedat4Compression.Lz4).Build();
        bytes.AsSpan(at, count).Fill(0xFE);
        File.WriteAllBytes(folder.File("test.aedat4"), bytes);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(folder.File("test.aedat4"), null, "aedat4"));
        Assert.StartsWith(folder.File("test.aedat4"), failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
    }

    /// <summary>Every byte of the file is a candidate; every mutation is opened, listed, read whole and read in part.</summary>
    [Theory]
    [InlineData("stereo_none.aedat4")]
    [InlineData("stereo_lz4.aedat4")]
    [InlineData("stereo_zstd.aedat4")]
    [InlineData("stereo_no_table.aedat4")]
    public void A_thousand_mutations_end_in_events_counts_or_a_typed_error(string name)
    {
        byte[] sound = File.ReadAllBytes(Fixtures.Aedat4(name));
        int read = 0, refused = 0;
        for (int seed = 0; seed < 1_000; seed++)
        {
            File.WriteAllBytes(folder.File("mutant.aedat4"), Mutate(sound, new Random(seed)));
            try
            {
                using Aedat4Recording recording = new(folder.File("mutant.aedat4"), new OpenOptions());
                Assert.All(recording.Streams, stream => Assert.True(stream.Count >= 0));
                foreach (CameraSide side in recording.Cameras)
                {
                    EventBatch events = TestEvents.ReadAll(recording, side);
                    Assert.InRange(events.Count, 0, 4 * sound.Length);
                    TestEvents.ReadAll(recording, side, (recording.FromUs / 2) + (recording.ToUs / 2));
                }

                read++;
            }
            catch (InvalidDataException failure)
            {
                Assert.StartsWith(folder.Path, failure.Message);
                refused++;
            }
        }

        Assert.Equal(1_000, read + refused);
        Assert.True(read > 500, $"only {read} of 1000 mutants were read");
    }

    private static byte[] Mutate(byte[] sound, Random random)
    {
        byte[] bytes = [.. sound];
        switch (random.Next(5))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes.AsSpan(random.Next(bytes.Length - 64), random.Next(64)).Fill((byte)random.Next(256));
                return bytes;
            case 2:
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(random.Next(bytes.Length - 4)), random.Next(2) == 0 ? int.MaxValue : random.Next());
                return bytes;
            case 3:
                int cut = random.Next(bytes.Length - 100);
                return [.. bytes[..cut], .. bytes[(cut + random.Next(100))..]];
            default:
                for (int flips = random.Next(1, 20); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                return bytes;
        }
    }

    /// <summary>A frame of two gigabytes of zeros: 512 LZ4 blocks of 4 MiB, or 2^14 repeated bytes of Zstandard, 128 KiB each.</summary>
    private static byte[] Bomb(int compression)
    {
        if (compression == 3)
        {
            const int Block = (1 << 20) | (1 << 1);
            byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38, .. Enumerable.Repeat<byte[]>([Block & 0xFF, (Block >> 8) & 0xFF, Block >> 16, 0], 1 << 14).SelectMany(b => b)];
            frame[^4] |= 1;
            return frame;
        }

        // One literal, a match of the rest at distance 1 (a length beyond 19 goes on in bytes of 255), five literals as the format wants at the end.
        int match = (1 << 22) - 6 - 19;
        byte[] block = [0x1F, 0, 1, 0, .. Enumerable.Repeat((byte)255, match / 255), (byte)(match % 255), 0x50, 0, 0, 0, 0, 0];
        return [0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0x73, .. Enumerable.Repeat<byte[]>([.. BitConverter.GetBytes(block.Length), .. block], 512).SelectMany(b => b), 0, 0, 0, 0];
    }

    private void AssertLost(byte[] bytes, int packet, long skipped)
    {
        (EventBatch events, EventLosses losses) = Read(bytes);
        EventBatch expected = new();
        expected.Append(whole, 0, packet * PacketEvents);
        expected.Append(whole, (packet + 1) * PacketEvents, whole.Count - ((packet + 1) * PacketEvents));
        TestEvents.AssertEqual(expected, events);
        Assert.Equal(skipped, losses.SkippedBytes);
    }

    private (EventBatch Events, EventLosses Losses) Read(byte[] bytes)
    {
        File.WriteAllBytes(folder.File("test.aedat4"), bytes);
        using IEventRecording recording = RecordingFormats.Open(folder.File("test.aedat4"));
        EventLosses losses = new();
        return (TestEvents.ReadAll(recording, CameraSide.Left, losses: losses), losses);
    }

    private EventBatch Part(int index)
    {
        EventBatch part = new();
        part.Append(whole, index * PacketEvents, PacketEvents);
        return part;
    }

    private Aedat4TestFile Whole(Aedat4Compression compression, bool table = true)
    {
        Aedat4TestFile file = new(compression) { HasTable = table };
        for (int i = 0; i < Packets; i++)
        {
            file.AddEvents(0, Part(i));
        }

        return file;
    }
}
