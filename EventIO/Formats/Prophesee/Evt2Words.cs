using System.Buffers.Binary;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// What EVT 2.0 and EVT 2.1 have in common: the words that are no change events. The type and the time are in the upper 32 bits of an
/// EVT 2.1 word as they are in an EVT 2.0 word.
/// </summary>
internal static class Evt2Words
{
    /// <summary>Type of the words with the upper 28 bits of the time.</summary>
    public const uint TimeHigh = 8;

    private const int HighBits = 28;

    /// <summary>Types that are neither events nor times: EXT_TRIGGER, OTHERS, CONTINUED.</summary>
    private const uint OtherTypes = (1u << 10) | (1u << 14) | (1u << 15);

    /// <summary>The time in a TIME_HIGH word, in microseconds.</summary>
    public static long High(in Evt2State state, uint word)
    {
        long value = word & ((1u << HighBits) - 1);
        return (state.HasClock ? WrappingTime.Nearest(state.HighUs >> 6, value, HighBits) : value) << 6;
    }

    /// <summary>Takes the first word, which is no event; false if it takes more of what follows to understand it.</summary>
    public static bool TakeOther(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, int wordBytes, EventLosses losses)
    {
        uint word = Upper(bytes, wordBytes, state.HighHalfFirst);
        uint type = word >> 28;
        if (type != TimeHigh)
        {
            losses.SkippedBytes += ((OtherTypes >> (int)type) & 1) != 0 ? 0 : wordBytes;
            return true;
        }

        long highUs = High(state, word);
        bool believed = true;
        if (state.HasClock && !WrappingTime.IsNear(highUs - state.HighUs))
        {
            int following = Math.Min((bytes.Length / wordBytes) - 1, WrappingTime.LookAheadWords);
            long? nextUs = NextHigh(bytes.Slice(wordBytes, following * wordBytes), state, wordBytes);
            if (nextUs is null && following < WrappingTime.LookAheadWords && !last)
            {
                return false;
            }

            believed = nextUs is null || !WrappingTime.IsNear(nextUs.Value - state.HighUs);
        }

        state.HighUs = believed ? highUs : state.HighUs;
        state.HasTime = believed;
        state.HasClock = true;
        return true;
    }

    private static long? NextHigh(ReadOnlySpan<byte> bytes, in Evt2State state, int wordBytes)
    {
        for (int i = 0; i < bytes.Length; i += wordBytes)
        {
            uint word = Upper(bytes[i..], wordBytes, state.HighHalfFirst);
            if (word >> 28 == TimeHigh)
            {
                return High(state, word);
            }
        }

        return null;
    }

    /// <summary>The word, or the upper half of a longer one.</summary>
    private static uint Upper(ReadOnlySpan<byte> bytes, int wordBytes, bool highHalfFirst) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[(highHalfFirst ? 0 : wordBytes - sizeof(uint))..]);
}
