using System.Numerics;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Decodes EVT 2.1, the pixels of a word by its set bits. Gives what <see cref="Evt21Reference"/> gives.</summary>
public static class Evt21Kernel
{
    private const int StepEvents = 65_536;

    /// <summary>Decodes all events of a whole stream; <paramref name="state"/> is where it begins.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, ref Evt2State state, EventBatch into)
    {
        EventLosses losses = new();
        int consumed = 0;
        while (bytes.Length - consumed >= Evt21Reference.WordBytes)
        {
            consumed += Decode(bytes[consumed..], last: true, ref state, into, StepEvents, losses);
        }

        return consumed;
    }

    /// <summary>Decodes words until they end or there is no room for a whole word's events.</summary>
    /// <inheritdoc cref="Evt2Kernel.Decode(ReadOnlySpan{byte}, bool, ref Evt2State, EventBatch, int, EventLosses)"/>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, int maxEvents, EventLosses losses)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(losses);
        int consumed = 0;
        int end = checked(into.Count + maxEvents);
        while (bytes.Length - consumed >= Evt21Reference.WordBytes && into.Count <= end - Evt21Reference.WordEvents)
        {
            if (state.HasTime)
            {
                consumed += Run(bytes[consumed..], ref state, into, end - into.Count);
            }

            // Whatever stopped the run.
            if (bytes.Length - consumed >= Evt21Reference.WordBytes && into.Count <= end - Evt21Reference.WordEvents)
            {
                if (!Evt21Reference.Take(bytes[consumed..], last, ref state, into, losses))
                {
                    break;
                }

                consumed += Evt21Reference.WordBytes;
            }
        }

        return consumed;
    }

    /// <summary>Takes events and near TIME_HIGHs until there is another word; the bytes taken.</summary>
    private static unsafe int Run(ReadOnlySpan<byte> bytes, ref Evt2State state, EventBatch into, int room)
    {
        int words = bytes.Length / Evt21Reference.WordBytes;
        int capacity = (int)Math.Min(room, ((long)words + 1) * Evt21Reference.WordEvents);
        EventColumns columns = into.Reserve(capacity);
        long highUs = state.HighUs;
        int rotation = state.HighHalfFirst ? 32 : 0;
        int i = 0, n = 0;
        fixed (byte* start = bytes)
        fixed (long* tUs = columns.TUs)
        fixed (ushort* x = columns.X, y = columns.Y)
        fixed (sbyte* polarity = columns.Polarity)
        {
            ulong* word = (ulong*)start;
            EventPointers to = new(tUs, x, y, polarity);
            for (; i < words && n <= capacity - Evt21Reference.WordEvents; i++)
            {
                ulong value = BitOperations.RotateLeft(word[i], rotation);
                uint upper = (uint)(value >> 32);
                uint column = (upper >> 11) & 0x7FF;
                if (upper >> 29 == 0 && column <= Evt21Reference.Columns - Evt21Reference.WordEvents)
                {
                    PixelRun run = new(highUs + ((upper >> 22) & 0x3F), column, (ushort)(upper & 0x7FF), (sbyte)((int)((upper >> 27) & 2) - 1));
                    n += run.Write((uint)value, to, n);
                    continue;
                }

                long nextUs = upper >> 28 == Evt2Words.TimeHigh ? Evt2Words.High(state, upper) : long.MaxValue;
                if (!WrappingTime.IsNear(nextUs - highUs))
                {
                    break;
                }

                state.HighUs = highUs = nextUs;
            }
        }

        into.Commit(n);
        return i * Evt21Reference.WordBytes;
    }
}
