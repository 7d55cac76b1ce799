using System.Buffers.Binary;
using System.Numerics;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Decodes EVT 3.0 a word at a time, as its definition reads (docs.prophesee.ai, data encoding formats, EVT 3.0): little-endian words of 16
/// bits, the type in the uppermost 4. Time, row and the column of vectors are said when they change and hold until they are said again.
/// </summary>
public static class Evt3Reference
{
    /// <summary>Bytes of a word.</summary>
    public const int WordBytes = 2;

    /// <summary>Most events of a word.</summary>
    public const int WordEvents = 12;

    /// <summary>Columns and rows that the fields can name.</summary>
    internal const int Columns = 2048;

    internal const uint AddressY = 0;
    internal const uint AddressX = 2;
    internal const uint VectorBaseX = 3;
    internal const uint Vector12 = 4;
    internal const uint Vector8 = 5;
    internal const uint TimeLow = 6;
    internal const uint TimeHigh = 8;
    private const int HighBits = 12;

    /// <summary>Types that are none of these: CONTINUED_4, EXT_TRIGGER, OTHERS, CONTINUED_12.</summary>
    private const uint OtherTypes = (1u << 7) | (1u << 10) | (1u << 14) | (1u << 15);

    /// <summary>The same as <see cref="Evt3Kernel.Decode(ReadOnlySpan{byte}, bool, ref Evt3State, EventBatch, int, EventLosses)"/>.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt3State state, EventBatch into, int maxEvents, EventLosses losses)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(losses);
        int consumed = 0;
        int end = checked(into.Count + maxEvents);
        while (bytes.Length - consumed >= WordBytes && into.Count <= end - WordEvents && Take(bytes[consumed..], last, ref state, into, losses))
        {
            consumed += WordBytes;
        }

        return consumed;
    }

    /// <summary>Decodes the first word; false if it takes more of what follows to understand it.</summary>
    internal static bool Take(ReadOnlySpan<byte> bytes, bool last, ref Evt3State state, EventBatch into, EventLosses losses)
    {
        uint word = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        uint type = word >> 12;
        switch (type)
        {
            case AddressY:
                // Bit 11 tells a slave camera from its master; a file holds one of the two.
                state.Row = (ushort)(word & 0x7FF);
                state.Known |= Evt3Known.Row;
                break;
            case AddressX:
                AddPixels(state, word & 0x7FF, 1, (sbyte)((int)((word >> 10) & 2) - 1), into, losses);
                break;
            case VectorBaseX:
                state.VectorColumn = (ushort)(word & 0x7FF);
                state.VectorPolarity = (sbyte)((int)((word >> 10) & 2) - 1);
                break;
            case Vector12 or Vector8:
                AddPixels(state, state.VectorColumn, word & (type == Vector12 ? 0xFFFu : 0xFFu), state.VectorPolarity, into, losses);
                state.VectorColumn = (ushort)Math.Min(Columns, state.VectorColumn + (type == Vector12 ? 12 : 8));
                break;
            case TimeLow:
                state.LowUs = (ushort)(word & 0xFFF);
                break;
            case TimeHigh:
                return TakeTime(bytes, last, ref state);
            default:
                losses.SkippedBytes += ((OtherTypes >> (int)type) & 1) != 0 ? 0 : WordBytes;
                break;
        }

        return true;
    }

    /// <summary>The time in a TIME_HIGH word, in microseconds.</summary>
    internal static long High(in Evt3State state, uint word)
    {
        long value = word & 0xFFF;
        return ((state.Known & Evt3Known.Clock) != 0 ? WrappingTime.Nearest(state.HighUs >> 12, value, HighBits) : value) << 12;
    }

    private static void AddPixels(in Evt3State state, uint column, uint pixels, sbyte polarity, EventBatch into, EventLosses losses)
    {
        if ((state.Known & Evt3Known.TimeAndRow) != Evt3Known.TimeAndRow || polarity == 0)
        {
            losses.Malformed += BitOperations.PopCount(pixels);
            return;
        }

        for (int bit = 0; bit < WordEvents; bit++)
        {
            if (((pixels >> bit) & 1) == 0)
            {
                continue;
            }

            if (column + bit < Columns)
            {
                into.Add(state.HighUs + state.LowUs, (ushort)(column + bit), state.Row, polarity);
            }
            else
            {
                losses.Malformed++;
            }
        }
    }

    private static bool TakeTime(ReadOnlySpan<byte> bytes, bool last, ref Evt3State state)
    {
        long highUs = High(state, BinaryPrimitives.ReadUInt16LittleEndian(bytes));
        bool believed = true;
        if ((state.Known & Evt3Known.Clock) != 0 && !WrappingTime.IsNear(highUs - state.HighUs))
        {
            int following = Math.Min((bytes.Length / WordBytes) - 1, WrappingTime.LookAheadWords);
            long? nextUs = NextHigh(bytes.Slice(WordBytes, following * WordBytes), state);
            if (nextUs is null && following < WrappingTime.LookAheadWords && !last)
            {
                return false;
            }

            believed = nextUs is null || !WrappingTime.IsNear(nextUs.Value - state.HighUs);
        }

        if (believed)
        {
            // The low bits of the time before would put the next events up to 4 ms too late until the TIME_LOW that should follow.
            state.LowUs = highUs == state.HighUs && (state.Known & Evt3Known.Clock) != 0 ? state.LowUs : (ushort)0;
            state.HighUs = highUs;
        }

        state.Known = believed ? state.Known | Evt3Known.Clock | Evt3Known.Time : state.Known & ~Evt3Known.Time;
        return true;
    }

    private static long? NextHigh(ReadOnlySpan<byte> bytes, in Evt3State state)
    {
        for (int i = 0; i < bytes.Length; i += WordBytes)
        {
            uint word = BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]);
            if (word >> 12 == TimeHigh)
            {
                return High(state, word);
            }
        }

        return null;
    }
}
