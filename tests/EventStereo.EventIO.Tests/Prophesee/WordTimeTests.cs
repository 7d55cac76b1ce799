using System.Runtime.InteropServices;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests.Prophesee;

/// <summary>Times put together by hand, each the answer to a way of reading them wrongly. Kernel and reference are both asked.</summary>
public sealed class WordTimeTests
{
    private const ushort Row = 0x0007;
    private const ushort Pixel = 0x2005;

    [Fact]
    public void A_low_time_that_steps_back_is_no_wrap()
    {
        AssertEvt3Times([Time3(2861), Low3(999), Row, Pixel, Time3(2861), Low3(990), Pixel, Time3(2861), Low3(991), Pixel],
            (2861 << 12) + 999, (2861 << 12) + 990, (2861 << 12) + 991);
    }

    [Fact]
    public void A_TIME_HIGH_that_steps_back_a_little_is_no_wrap() =>
        AssertEvt3Times([Time3(100), Low3(4), Row, Pixel, Time3(99), Low3(4090), Pixel, Time3(100), Low3(9), Pixel], 409_604, 409_594, 409_609);

    [Fact]
    public void The_low_time_holds_over_a_repeated_TIME_HIGH_and_not_over_another() =>
        AssertEvt3Times([Time3(1), Low3(4000), Row, Pixel, Time3(1), Pixel, Time3(2), Pixel, Low3(3), Pixel], 8_096, 8_096, 8_192, 8_195);

    [Fact]
    public void Each_24_bit_wrap_adds_its_16_777_seconds()
    {
        List<ushort> words = [Row, Time3(4095), Low3(4095), Pixel];
        List<long> times = [16_777_215];
        for (int wrap = 1; wrap < 4; wrap++)
        {
            foreach (int high in (int[])[0, 1000, 2000, 3000, 4000])
            {
                words.AddRange([Time3(high), Low3(1), Pixel]);
                times.Add((wrap * 16_777_216L) + (high << 12) + 1);
            }
        }

        AssertEvt3Times([.. words], [.. times]);
    }

    /// <summary>At the wrap the high times of two readout paths may come crosswise.</summary>
    [Fact]
    public void A_wrap_taken_back_and_made_again_is_one() => AssertEvt3Times(
        [Row, Time3(4095), Low3(4090), Pixel, Time3(0), Low3(0), Pixel, Time3(4095), Low3(4095), Pixel, Time3(0), Low3(2), Pixel],
        16_777_210, 16_777_216, 16_777_215, 16_777_218);

    [Theory]
    [InlineData(11)]
    [InlineData(10)]
    public void A_flipped_bit_of_TIME_HIGH_costs_the_events_until_the_next_and_no_wrap(int bit)
    {
        (EventBatch events, EventLosses losses) = Evt3(Row, Time3(900), Pixel, Time3(900 ^ (1 << bit)), Pixel, Pixel, Time3(900), Pixel, Time3(901), Pixel);
        Assert.Equal([900L << 12, 900 << 12, 901 << 12], events.TUs.ToArray());
        Assert.Equal((2L, 0L), (losses.Malformed, losses.SkippedBytes));
    }

    [Fact]
    public void A_far_step_that_the_next_TIME_HIGH_confirms_is_believed() =>
        AssertEvt3Times([Row, Time3(10), Pixel, Time3(1900), Pixel, Time3(1900), Pixel], 10 << 12, 1900 << 12, 1900 << 12);

    [Fact]
    public void A_far_step_in_the_last_TIME_HIGH_is_believed() => AssertEvt3Times([Row, Time3(10), Pixel, Time3(1900), Pixel], 10 << 12, 1900 << 12);

    [Fact]
    public void A_clock_that_starts_again_goes_back() => AssertEvt2Times([Time2(50_000_000), Cd2(1), Time2(0), Cd2(2), Time2(1), Cd2(3)], 3_200_000_001, 2, 67);

    [Fact]
    public void The_34_bit_wrap_adds_its_4_77_hours() => AssertEvt2Times([Time2((1 << 28) - 1), Cd2(63), Time2(0), Cd2(0)], 17_179_869_183, 17_179_869_184);

    [Fact]
    public void A_flipped_bit_of_EVT2_TIME_HIGH_puts_no_event_hours_off()
    {
        (EventBatch events, EventLosses losses) = Evt2(Time2(1000), Cd2(1), Time2(1000 | (1 << 27)), Cd2(2), Time2(1001), Cd2(3));
        Assert.Equal([64_001L, 64_067], events.TUs.ToArray());
        Assert.Equal(1, losses.Malformed);
    }

    [Fact]
    public void Events_before_the_first_time_or_row_are_malformed()
    {
        Assert.Equal(2, Evt2(Cd2(1), Cd2(2), Time2(3), Cd2(4)).Losses.Malformed);
        Assert.Equal(1, Evt3(Row, Pixel, Time3(1), Pixel).Losses.Malformed);
        Assert.Equal(1, Evt3(Time3(1), Pixel, Row, Pixel).Losses.Malformed);
    }

    [Fact]
    public void Pixels_of_vectors_without_a_column_or_past_the_last_are_malformed()
    {
        (EventBatch none, EventLosses losses) = Evt3(Time3(1), Row, 0x4003, 0x4000, 0x5001);
        Assert.Equal((0, 3L), (none.Count, losses.Malformed));
        (EventBatch some, losses) = Evt3(Time3(1), Row, 0x3000 | 2040, 0x4FFF, 0x4FFF, 0x50FF);
        Assert.Equal((8, 24L), (some.Count, losses.Malformed));
        Assert.Equal(2047, some.X[^1]);
    }

    [Fact]
    public void Words_of_no_known_type_are_skipped_and_triggers_are_not()
    {
        (EventBatch events, EventLosses losses) = Evt3(Time3(1), Row, 0x9999, 0x9999, Pixel, 0xA001, 0xE123, 0x7001, 0xF456, Pixel, 0xB000);
        Assert.Equal((2, 6L, 0L), (events.Count, losses.SkippedBytes, losses.Dropped));
        (events, losses) = Evt2(Time2(1), Cd2(1), 0xA000_0001, 0xE000_0001, 0xF000_0001, 0x5000_0000, Cd2(2));
        Assert.Equal((2, 4L, 0L), (events.Count, losses.SkippedBytes, losses.Dropped));
    }

    [Fact]
    public void A_DAT_record_whose_time_the_next_contradicts_is_malformed()
    {
        (EventBatch events, EventLosses losses) = Dat(10u, 5, 20, 5, 0x8000_0014, 5, 30, 5, 6_000_000, 5, 6_000_001, 5);
        Assert.Equal([10L, 20, 30, 6_000_000, 6_000_001], events.TUs.ToArray());
        Assert.Equal(1, losses.Malformed);
    }

    [Fact]
    public void The_32_bit_wrap_of_DAT_adds_its_71_6_minutes_and_a_step_back_over_it_takes_them_off() =>
        Assert.Equal([4_294_967_290L, 4_294_967_297, 4_294_967_294, 4_294_967_298], Dat(uint.MaxValue - 5, 0, 1, 0, uint.MaxValue - 1, 0, 2, 0).Events.TUs.ToArray());

    private static ushort Time3(int high) => (ushort)(0x8000 | high);

    private static ushort Low3(int low) => (ushort)(0x6000 | low);

    private static uint Time2(int high) => 0x8000_0000 | (uint)high;

    private static uint Cd2(int low) => 0x1000_0000 | ((uint)low << 22) | (9 << 11) | 7;

    private static void AssertEvt3Times(ReadOnlySpan<ushort> words, params long[] times)
    {
        (EventBatch events, EventLosses losses) = BothOf("evt3", words);
        Assert.Equal(times, events.TUs.ToArray());
        Assert.True(losses.None, string.Join(", ", losses.ByReason));
    }

    private static void AssertEvt2Times(ReadOnlySpan<uint> words, params long[] times)
    {
        (EventBatch events, EventLosses losses) = BothOf("evt2", words);
        Assert.Equal(times, events.TUs.ToArray());
        Assert.True(losses.None, string.Join(", ", losses.ByReason));
    }

    private static (EventBatch Events, EventLosses Losses) BothOf<TWord>(string name, ReadOnlySpan<TWord> words)
        where TWord : unmanaged
    {
        ReadOnlySpan<byte> stream = MemoryMarshal.AsBytes(words);
        (EventBatch events, EventLosses losses) = KernelCase.Named(name).Reference(stream);
        (EventBatch same, EventLosses counted) = KernelCase.Named(name).Kernel(stream, stream.Length, 1 << 10);
        TestEvents.AssertEqual(events, same);
        Assert.Equal(losses.ByReason, counted.ByReason);
        return (events, losses);
    }

    private static (EventBatch Events, EventLosses Losses) Evt2(params ReadOnlySpan<uint> words) => BothOf("evt2", words);

    private static (EventBatch Events, EventLosses Losses) Evt3(params ReadOnlySpan<ushort> words) => BothOf("evt3", words);

    private static (EventBatch Events, EventLosses Losses) Dat(params ReadOnlySpan<uint> words) => BothOf("dat", words);
}
