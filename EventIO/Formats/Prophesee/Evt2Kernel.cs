using System.Numerics;
using System.Runtime.Intrinsics;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Decodes EVT 2.0 eight words at a time: all eight are decoded as if they were events, and as many are kept as come before the first other
/// word. Gives what <see cref="Evt2Reference"/> gives.
/// </summary>
public static class Evt2Kernel
{
    private const int Lanes = 8;

    /// <summary>Decodes all events of a whole stream; <paramref name="state"/> is where it begins.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, ref Evt2State state, EventBatch into) =>
        Decode(bytes, last: true, ref state, into, bytes.Length / Evt2Reference.WordBytes, new EventLosses());

    /// <summary>Decodes words until they end or the room does.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    /// <param name="last">Whether none follow them.</param>
    /// <param name="state">What the words before left.</param>
    /// <param name="into">Gets the events.</param>
    /// <param name="maxEvents">Room, in events.</param>
    /// <param name="losses">Gets counts: <see cref="EventLosses.Malformed"/> for events without a time, <see cref="EventLosses.SkippedBytes"/> for words of unknown type.</param>
    /// <returns>
    /// Bytes taken: whole words. What is left, at most 4,097 words if there is room, is to be given again with what follows it.
    /// </returns>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, int maxEvents, EventLosses losses)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(losses);
        int consumed = 0;
        int end = checked(into.Count + maxEvents);
        while (bytes.Length - consumed >= Evt2Reference.WordBytes && into.Count < end)
        {
            if (state.HasTime)
            {
                consumed += Run(bytes[consumed..], ref state, into, end - into.Count);
            }

            // Whatever stopped the run, and what is too short for it.
            if (bytes.Length - consumed >= Evt2Reference.WordBytes && into.Count < end)
            {
                if (!Evt2Reference.Take(bytes[consumed..], last, ref state, into, losses))
                {
                    break;
                }

                consumed += Evt2Reference.WordBytes;
            }
        }

        return consumed;
    }

    /// <summary>Takes events and near TIME_HIGHs until there is another word or fewer than eight are left; the bytes taken.</summary>
    private static unsafe int Run(ReadOnlySpan<byte> bytes, ref Evt2State state, EventBatch into, int room)
    {
        int words = bytes.Length / Evt2Reference.WordBytes;
        int capacity = Math.Min(room, words);
        EventColumns columns = into.Reserve(capacity);
        long highUs = state.HighUs;
        int i = 0, n = 0;
        fixed (byte* start = bytes)
        fixed (long* tUs = columns.TUs)
        fixed (ushort* x = columns.X, y = columns.Y)
        fixed (sbyte* polarity = columns.Polarity)
        {
            uint* word = (uint*)start;
            EventPointers to = new(tUs, x, y, polarity);
            while (i <= words - Lanes && n <= capacity - Lanes)
            {
                int events = Eight(word + i, highUs, to, n);
                i += events;
                n += events;
                if (events < Lanes)
                {
                    long nextUs = word[i] >> 28 == Evt2Words.TimeHigh ? Evt2Words.High(state, word[i]) : long.MaxValue;
                    if (!WrappingTime.IsNear(nextUs - highUs))
                    {
                        break;
                    }

                    state.HighUs = highUs = nextUs;
                    i++;
                }
            }
        }

        into.Commit(n);
        return i * Evt2Reference.WordBytes;
    }

    /// <summary>Writes eight words as events; the number of them that are, from the first on.</summary>
    private static unsafe int Eight(uint* words, long highUs, EventPointers to, int n)
    {
        Vector256<uint> word = Vector256.Load(words);

        // CD_OFF and CD_ON are the types 0 and 1: no bit but the lowest of the type is set.
        uint isEvent = Vector256.Equals(word & Vector256.Create(0xE000_0000u), Vector256<uint>.Zero).ExtractMostSignificantBits();
        Vector256<uint> low = (word >> 22) & Vector256.Create(0x3Fu);
        Vector256<uint> x = (word >> 11) & Vector256.Create(0x7FFu);
        Vector256<uint> y = word & Vector256.Create(0x7FFu);
        Vector256<int> polarity = ((word >> 27) & Vector256.Create(2u)).AsInt32() - Vector256<int>.One;
        Vector256<long> high = Vector256.Create(highUs);
        (high + Vector256.WidenLower(low).AsInt64()).Store(to.TUs + n);
        (high + Vector256.WidenUpper(low).AsInt64()).Store(to.TUs + n + (Lanes / 2));
        Vector128.Narrow(x.GetLower(), x.GetUpper()).Store(to.X + n);
        Vector128.Narrow(y.GetLower(), y.GetUpper()).Store(to.Y + n);
        Vector128<short> narrow = Vector128.Narrow(polarity.GetLower(), polarity.GetUpper());
        Vector64.Narrow(narrow.GetLower(), narrow.GetUpper()).Store(to.Polarity + n);
        return BitOperations.TrailingZeroCount(~isEvent);
    }
}
