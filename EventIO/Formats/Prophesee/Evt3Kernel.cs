using System.Numerics;
using System.Runtime.Intrinsics.X86;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Decodes EVT 3.0 without a branch for the words that come most (ADDR_Y, ADDR_X, TIME_LOW): each writes an event, and only ADDR_X keeps it.
/// The three words of a whole vector (12, 12 and 8 pixels) are taken as one of 32. Gives what <see cref="Evt3Reference"/> gives.
/// </summary>
public static class Evt3Kernel
{
    private const int MostEvents = 32;
    private const int StepEvents = 65_536;
    private const uint PlainTypes = (1u << (int)Evt3Reference.AddressY) | (1u << (int)Evt3Reference.AddressX) | (1u << (int)Evt3Reference.TimeLow);

    /// <summary>Decodes all events of a whole stream; <paramref name="state"/> is where it begins.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, ref Evt3State state, EventBatch into)
    {
        EventLosses losses = new();
        int consumed = 0;
        while (bytes.Length - consumed >= Evt3Reference.WordBytes)
        {
            consumed += Decode(bytes[consumed..], last: true, ref state, into, StepEvents, losses);
        }

        return consumed;
    }

    /// <summary>Decodes words until they end or there is no room for a whole word's events.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    /// <param name="last">Whether none follow them.</param>
    /// <param name="state">What the words before left.</param>
    /// <param name="into">Gets the events.</param>
    /// <param name="maxEvents">Room, in events.</param>
    /// <param name="losses">
    /// Gets counts: <see cref="EventLosses.Malformed"/> for events without a time, a row or a vector's column, <see cref="EventLosses.SkippedBytes"/>
    /// for words of unknown type.
    /// </param>
    /// <returns>Bytes taken: whole words. What is left, at most 4,097 words if there is room, is to be given again with what follows it.</returns>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt3State state, EventBatch into, int maxEvents, EventLosses losses)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(losses);
        int consumed = 0;
        int end = checked(into.Count + maxEvents);
        while (bytes.Length - consumed >= Evt3Reference.WordBytes && into.Count <= end - Evt3Reference.WordEvents)
        {
            if ((state.Known & Evt3Known.TimeAndRow) == Evt3Known.TimeAndRow)
            {
                consumed += Run(bytes[consumed..], ref state, into, end - into.Count);
            }

            // Whatever stopped the run, and what is too short for it.
            if (bytes.Length - consumed >= Evt3Reference.WordBytes && into.Count <= end - Evt3Reference.WordEvents)
            {
                if (!Evt3Reference.Take(bytes[consumed..], last, ref state, into, losses))
                {
                    break;
                }

                consumed += Evt3Reference.WordBytes;
            }
        }

        return consumed;
    }

    /// <summary>Takes words until there is a rare one or fewer than four are left; the bytes taken.</summary>
    private static unsafe int Run(ReadOnlySpan<byte> bytes, ref Evt3State state, EventBatch into, int room)
    {
        int words = bytes.Length / Evt3Reference.WordBytes;
        int capacity = (int)Math.Min(room, ((long)words * Evt3Reference.WordEvents) + MostEvents);
        EventColumns columns = into.Reserve(capacity);
        int i = 0, n = 0;
        fixed (byte* start = bytes)
        fixed (long* tUs = columns.TUs)
        fixed (ushort* x = columns.X, y = columns.Y)
        fixed (sbyte* polarity = columns.Polarity)
        {
            ushort* word = (ushort*)start;
            EventPointers to = new(tUs, x, y, polarity);
            while (i <= words - 4 && n <= capacity - MostEvents)
            {
                i += Plain(word + i, words - 3 - i, ref state, to, ref n, capacity - MostEvents);
                if (i > words - 4 || n > capacity - MostEvents)
                {
                    break;
                }

                int taken = Vectors(word + i, ref state, to, ref n);
                if (taken == 0)
                {
                    break;
                }

                i += taken;
            }
        }

        into.Commit(n);
        return i * Evt3Reference.WordBytes;
    }

    /// <summary>Takes at most <paramref name="words"/> rows, pixels and low times, as long as there is room; the words taken.</summary>
    private static unsafe int Plain(ushort* word, int words, ref Evt3State state, EventPointers to, ref int events, int limit)
    {
        long* tUs = to.TUs;
        ushort* x = to.X, y = to.Y;
        sbyte* polarity = to.Polarity;
        nint n = events, i = 0;
        uint row = state.Row, low = state.LowUs;
        long highUs = state.HighUs;
        for (; i < words && n <= limit; i++)
        {
            uint value = word[i];
            uint type = value >> 12;
            if (((PlainTypes >> (int)type) & 1) == 0)
            {
                break;
            }

            tUs[n] = highUs + low;
            x[n] = (ushort)(value & 0x7FF);
            y[n] = (ushort)row;
            polarity[n] = (sbyte)((int)((value >> 10) & 2) - 1);

            // All ones if the word is of the type. ADDR_Y, ADDR_X, TIME_LOW are 0, 2, 6.
            uint isLow = 0u - (type >> 2), isRow = ((type >> 1) & 1) - 1;
            row = (row & ~isRow) | (value & 0x7FF & isRow);
            low = (low & ~isLow) | (value & 0xFFF & isLow);
            n += (nint)(1 & ~(isRow | isLow));
        }

        state.Row = (ushort)row;
        state.LowUs = (ushort)low;
        events = (int)n;
        return (int)i;
    }

    /// <summary>Takes a vector's column, a whole vector, both, or a near TIME_HIGH; the words taken, 0 if it is none of these.</summary>
    private static unsafe int Vectors(ushort* word, ref Evt3State state, EventPointers to, ref int n)
    {
        const ulong wholeVector = (Evt3Reference.Vector12 << 12) | ((ulong)Evt3Reference.Vector12 << 28) | ((ulong)Evt3Reference.Vector8 << 44);
        ulong four = *(ulong*)word;
        uint type = word[0] & 0xF000u;
        if (type == Evt3Reference.VectorBaseX << 12)
        {
            state.VectorColumn = (ushort)(word[0] & 0x7FF);
            state.VectorPolarity = (sbyte)(((word[0] >> 10) & 2) - 1);
            if ((four & 0xF000_F000_F000_0000) != wholeVector << 16)
            {
                return 1;
            }

            four >>= 16;
        }
        else if (type == Evt3Reference.TimeHigh << 12)
        {
            long highUs = Evt3Reference.High(state, word[0]);
            if (!WrappingTime.IsNear(highUs - state.HighUs))
            {
                return 0;
            }

            state.LowUs = highUs == state.HighUs ? state.LowUs : (ushort)0;
            state.HighUs = highUs;
            return 1;
        }
        else if ((four & 0xF000_F000_F000) != wholeVector || state.VectorPolarity == 0)
        {
            return 0;
        }

        if (state.VectorColumn > Evt3Reference.Columns - MostEvents)
        {
            return type == Evt3Reference.VectorBaseX << 12 ? 1 : 0;
        }

        PixelRun run = new(state.HighUs + state.LowUs, state.VectorColumn, state.Row, state.VectorPolarity);
        n += run.Write(Pixels(four), to, n);
        state.VectorColumn += 32;
        return type == Evt3Reference.VectorBaseX << 12 ? 4 : 3;
    }

    /// <summary>The 12, 12 and 8 pixels of three words as one number.</summary>
    private static uint Pixels(ulong words) => Bmi2.X64.IsSupported
        ? (uint)Bmi2.X64.ParallelBitExtract(words, 0x00FF_0FFF_0FFF)
        : (uint)((words & 0xFFF) | ((words >> 4) & 0xFFF000) | ((words >> 8) & 0xFF000000));
}
