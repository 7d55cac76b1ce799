using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Aedat;

namespace EventStereo.EventIO.Tests;

/// <summary>The table of packets is used where it holds and found out where it lies.</summary>
public sealed class Aedat4TableTests : IDisposable
{
    private const int Packets = 20, PacketEvents = 100;
    private readonly ScratchFolder folder = new();
    private readonly EventBatch whole = TestEvents.Random(Fixtures.Sensor, Packets * PacketEvents, 11, 0, 30);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_seek_unpacks_no_packet_before_the_interval()
    {
        // The fifth packet holds nothing that unpacks: whoever passes over it knows from the table.
        Aedat4TestFile file = Whole();
        byte[] bytes = file.Build();
        bytes.AsSpan(file.Offsets[4] + 20, 400).Fill(0xAA);
        File.WriteAllBytes(folder.File("test.aedat4"), bytes);
        using Aedat4Recording recording = new(folder.File("test.aedat4"), new OpenOptions());
        EventLosses losses = new();
        long from = whole.TUs[7 * PacketEvents];

        TestEvents.AssertEqual(TestEvents.Slice(whole, from, long.MaxValue), TestEvents.ReadAll(recording, CameraSide.Left, from, losses: losses));
        Assert.True(recording.UsesTable);
        Assert.Equal(0, losses.SkippedBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Packets - 1)]
    public void A_count_that_is_wrong_at_an_end_is_found_out_at_once(int liar)
    {
        Aedat4TestFile file = Whole();
        file.Lie = (i, span) => i == liar ? span with { Count = span.Count + 1 } : span;
        using Aedat4Recording recording = new(file.WriteTo(folder), new OpenOptions());

        Assert.False(recording.UsesTable);
        Assert.Equal(whole.Count, recording.Streams[0].Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(Packets - 1)]
    public void Times_that_are_wrong_are_found_out_before_a_seek_trusts_them(int liar)
    {
        Aedat4TestFile file = Whole();
        file.Lie = (i, span) => i == liar ? span with { FirstUs = span.FirstUs - 1 } : span;
        using Aedat4Recording recording = new(file.WriteTo(folder), new OpenOptions());
        long from = whole.TUs[liar * PacketEvents] + 1;

        TestEvents.AssertEqual(TestEvents.Slice(whole, from, long.MaxValue), TestEvents.ReadAll(recording, CameraSide.Left, from));
        Assert.False(recording.UsesTable);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void An_end_that_is_too_early_loses_no_event(int liar)
    {
        Aedat4TestFile file = Whole();
        file.Lie = (i, span) => i == liar ? span with { LastUs = span.FirstUs } : span;
        using Aedat4Recording recording = new(file.WriteTo(folder), new OpenOptions());
        long from = whole.TUs[(7 * PacketEvents) + 50];

        TestEvents.AssertEqual(TestEvents.Slice(whole, from, long.MaxValue), TestEvents.ReadAll(recording, CameraSide.Left, from));
    }

    [Fact]
    public void A_table_whose_times_end_too_early_loses_no_event()
    {
        // Every packet is said to end when it begins: a seek that believed it would begin a packet too late.
        Aedat4TestFile file = Whole();
        file.Lie = (i, span) => i is 0 or Packets - 1 ? span : span with { LastUs = span.FirstUs };
        using Aedat4Recording recording = new(file.WriteTo(folder), new OpenOptions());
        long from = whole.TUs[(7 * PacketEvents) + 50];

        TestEvents.AssertEqual(TestEvents.Slice(whole, from, long.MaxValue), TestEvents.ReadAll(recording, CameraSide.Left, from));
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, 10)]
    [InlineData(0, long.MaxValue)]
    public void Values_that_cannot_be_are_not_believed(long count, long firstUs)
    {
        Aedat4TestFile file = Whole();
        file.Lie = (i, span) => i == 3 ? new Aedat4Span(count == 0 ? span.Count : count, firstUs, span.LastUs - 1_000_000) : span;
        using Aedat4Recording recording = new(file.WriteTo(folder), new OpenOptions());

        Assert.False(recording.UsesTable);
        Assert.Equal(whole.Count, recording.Streams[0].Count);
    }

    [Fact]
    public void A_table_that_leaves_a_packet_out_is_not_believed()
    {
        // The table of a file of the same first packets, behind one packet more.
        Aedat4TestFile more = Whole(), less = Whole(Packets - 1);
        byte[] table = less.Build()[less.Offsets[^1]..];
        byte[] bytes = [.. more.Build()[..more.Offsets[^1]], .. table];
        File.WriteAllBytes(folder.File("test.aedat4"), bytes);
        using Aedat4Recording recording = new(folder.File("test.aedat4"), new OpenOptions());

        Assert.False(recording.UsesTable);
        TestEvents.AssertEqual(whole, TestEvents.ReadAll(recording, CameraSide.Left));
    }

    [Fact]
    public void A_position_that_leads_into_the_packets_ends_nothing()
    {
        Aedat4TestFile file = Whole();
        byte[] bytes = file.Build();
        int place = bytes.AsSpan().IndexOf(BitConverter.GetBytes((long)file.Offsets[^1]));
        BitConverter.TryWriteBytes(bytes.AsSpan(place), (long)file.Offsets[5] + 8);
        File.WriteAllBytes(folder.File("test.aedat4"), bytes);
        using Aedat4Recording recording = new(folder.File("test.aedat4"), new OpenOptions());

        Assert.False(recording.UsesTable);
        TestEvents.AssertEqual(whole, TestEvents.ReadAll(recording, CameraSide.Left));
    }

    [Fact]
    public void A_damaged_table_costs_no_event_and_counts_no_loss()
    {
        Aedat4TestFile file = Whole();
        byte[] bytes = file.Build();
        bytes.AsSpan(bytes.Length - 200, 150).Fill(0xFF);
        File.WriteAllBytes(folder.File("test.aedat4"), bytes);
        using Aedat4Recording recording = new(folder.File("test.aedat4"), new OpenOptions());
        EventLosses losses = new();

        TestEvents.AssertEqual(whole, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses));
        Assert.False(recording.UsesTable);
        Assert.True(losses.None);
    }

    [Fact]
    public void Marks_are_bounded_and_still_lead_before_every_time()
    {
        Aedat4StreamIndex index = new();
        for (int i = 0; i < 20_000; i++)
        {
            index.Add(1_000 + i, new Aedat4Span(1, 10 * i, (10 * i) + 9));
        }

        Assert.InRange(index.Marks, 2_048, 4_096);
        Assert.Equal(new Aedat4Span(20_000, 0, 199_999), index.Span);
        for (int i = 1; i < 20_000; i += 37)
        {
            Aedat4Mark mark = Assert.NotNull(index.Before(10 * i));
            Assert.InRange(mark.Offset - 1_000, i - 8, i);
            Assert.True(mark.BeforeUs < 10 * i);
        }
    }

    private Aedat4TestFile Whole(int packets = Packets)
    {
        Aedat4TestFile file = new(Aedat4Compression.Lz4);
        for (int i = 0; i < packets; i++)
        {
            EventBatch part = new();
            part.Append(whole, i * PacketEvents, PacketEvents);
            file.AddEvents(0, part);
        }

        return file;
    }
}
