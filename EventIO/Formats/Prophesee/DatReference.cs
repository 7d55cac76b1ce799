using System.Buffers.Binary;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Decodes the records of DAT one at a time, as its definition reads (docs.prophesee.ai, file formats, DAT): 32 little-endian bits of time in
/// microseconds, then 14 bits x, 14 bits y and the polarity; before version 2, 9 bits x, 8 bits y and the polarity.
/// </summary>
public static class DatReference
{
    /// <summary>Bytes of a record, which is one event.</summary>
    public const int RecordBytes = 8;

    private const int TimeBits = 32;

    /// <summary>The same as <see cref="DatKernel.Decode(ReadOnlySpan{byte}, bool, ref DatState, EventBatch, int, EventLosses)"/>.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref DatState state, EventBatch into, int maxEvents, EventLosses losses)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(losses);
        int consumed = 0;
        int end = checked(into.Count + maxEvents);
        while (bytes.Length - consumed >= RecordBytes && into.Count < end && Take(bytes[consumed..], last, ref state, into, losses))
        {
            consumed += RecordBytes;
        }

        return consumed;
    }

    /// <summary>Decodes the first record; false if it takes the one after it to understand it.</summary>
    internal static bool Take(ReadOnlySpan<byte> bytes, bool last, ref DatState state, EventBatch into, EventLosses losses)
    {
        long tUs = Time(state, bytes);
        if (state.HasClock && !WrappingTime.IsNear(tUs - state.LastUs))
        {
            bool followed = bytes.Length >= 2 * RecordBytes;
            if (!followed && !last)
            {
                return false;
            }

            if (followed && WrappingTime.IsNear(Time(state, bytes[RecordBytes..]) - state.LastUs))
            {
                losses.Malformed++;
                return true;
            }
        }

        uint pixel = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]);
        if (state.NarrowPixels)
        {
            into.Add(tUs, (ushort)(pixel & 0x1FF), (ushort)((pixel >> 9) & 0xFF), (sbyte)((int)((pixel >> 16) & 2) - 1));
        }
        else
        {
            into.Add(tUs, (ushort)(pixel & 0x3FFF), (ushort)((pixel >> 14) & 0x3FFF), (sbyte)((int)((pixel >> 27) & 2) - 1));
        }

        state.LastUs = tUs;
        state.HasClock = true;
        return true;
    }

    private static long Time(in DatState state, ReadOnlySpan<byte> record)
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(record);
        return state.HasClock ? WrappingTime.Nearest(state.LastUs, value, TimeBits) : value;
    }
}
