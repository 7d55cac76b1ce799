using System.Buffers.Binary;
using System.Numerics;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Decodes EVT 2.1 a word at a time, as its definition reads (docs.prophesee.ai, data encoding formats, EVT 2.1): words of 64 bits, the type in
/// the uppermost 4. EVT_NEG and EVT_POS have the time's lower 6 bits, x and y of 11 bits each, and a bit for each of the 32 pixels from x on.
/// </summary>
public static class Evt21Reference
{
    /// <summary>Bytes of a word.</summary>
    public const int WordBytes = 8;

    /// <summary>Most events of a word.</summary>
    public const int WordEvents = 32;

    /// <summary>Columns that the fields can name.</summary>
    internal const int Columns = 2048;

    private const int HighHalfBits = 32;

    /// <summary>The same as <see cref="Evt21Kernel.Decode(ReadOnlySpan{byte}, bool, ref Evt2State, EventBatch, int, EventLosses)"/>.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, int maxEvents, EventLosses losses)
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
    internal static bool Take(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, EventLosses losses)
    {
        ulong word = Word(bytes, state.HighHalfFirst);
        uint upper = (uint)(word >> HighHalfBits);
        uint type = upper >> 28;
        if (type > 1)
        {
            return Evt2Words.TakeOther(bytes, last, ref state, WordBytes, losses);
        }

        uint pixels = (uint)word;
        if (!state.HasTime)
        {
            losses.Malformed += BitOperations.PopCount(pixels);
            return true;
        }

        for (int bit = 0; bit < WordEvents; bit++)
        {
            if (((pixels >> bit) & 1) == 0)
            {
                continue;
            }

            uint column = ((upper >> 11) & 0x7FF) + (uint)bit;
            if (column < Columns)
            {
                into.Add(state.HighUs + ((upper >> 22) & 0x3F), (ushort)column, (ushort)(upper & 0x7FF), (sbyte)((2 * (int)type) - 1));
            }
            else
            {
                losses.Malformed++;
            }
        }

        return true;
    }

    internal static ulong Word(ReadOnlySpan<byte> bytes, bool highHalfFirst) =>
        BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(bytes), highHalfFirst ? HighHalfBits : 0);
}
