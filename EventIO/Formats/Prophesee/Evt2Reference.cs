using System.Buffers.Binary;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Decodes EVT 2.0 a word at a time, as its definition reads (docs.prophesee.ai, data encoding formats, EVT 2.0): little-endian words of 32
/// bits, the type in the uppermost 4. CD_OFF and CD_ON have the time's lower 6 bits, x and y of 11 bits each; TIME_HIGH has the upper 28.
/// </summary>
public static class Evt2Reference
{
    /// <summary>Bytes of a word.</summary>
    public const int WordBytes = 4;

    /// <summary>The same as <see cref="Evt2Kernel.Decode(ReadOnlySpan{byte}, bool, ref Evt2State, EventBatch, int, EventLosses)"/>.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, int maxEvents, EventLosses losses)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(losses);
        int consumed = 0;
        int end = checked(into.Count + maxEvents);
        while (bytes.Length - consumed >= WordBytes && into.Count < end && Take(bytes[consumed..], last, ref state, into, losses))
        {
            consumed += WordBytes;
        }

        return consumed;
    }

    /// <summary>Decodes the first word; false if it takes more of what follows to understand it.</summary>
    internal static bool Take(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, EventLosses losses)
    {
        uint word = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        uint type = word >> 28;
        switch (type)
        {
            case 0 or 1 when state.HasTime:
                into.Add(state.HighUs + ((word >> 22) & 0x3F), (ushort)((word >> 11) & 0x7FF), (ushort)(word & 0x7FF), (sbyte)((2 * (int)type) - 1));
                break;
            case 0 or 1:
                losses.Malformed++;
                break;
            default:
                return Evt2Words.TakeOther(bytes, last, ref state, WordBytes, losses);
        }

        return true;
    }
}
