using System.Runtime.Intrinsics;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Decodes DAT eight records at a time as long as their times step near and do not wrap. Gives what <see cref="DatReference"/> gives.</summary>
public static class DatKernel
{
    private const int Lanes = 8;
    private const int QuadLanes = 4;

    /// <summary>Decodes all events of a whole stream; <paramref name="state"/> is where it begins.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, ref DatState state, EventBatch into) =>
        Decode(bytes, last: true, ref state, into, bytes.Length / DatReference.RecordBytes, new EventLosses());

    /// <summary>Decodes records until they end or the room does.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    /// <param name="last">Whether none follow them.</param>
    /// <param name="state">What the records before left.</param>
    /// <param name="into">Gets the events.</param>
    /// <param name="maxEvents">Room, in events.</param>
    /// <param name="losses">Gets counts: <see cref="EventLosses.Malformed"/> for records whose time the next one contradicts.</param>
    /// <returns>Bytes taken: whole records. What is left, at most one whole record if there is room, is to be given again with what follows it.</returns>
    public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref DatState state, EventBatch into, int maxEvents, EventLosses losses)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(losses);
        int consumed = 0;
        int end = checked(into.Count + maxEvents);
        while (bytes.Length - consumed >= DatReference.RecordBytes && into.Count < end)
        {
            if (!DatReference.Take(bytes[consumed..], last, ref state, into, losses))
            {
                break;
            }

            consumed += DatReference.RecordBytes;
            consumed += Run(bytes, consumed, ref state, into, end - into.Count);
        }

        return consumed;
    }

    /// <summary>Takes records from byte <paramref name="from"/> on, eight at a time; the record before them was the last. The bytes taken.</summary>
    private static unsafe int Run(ReadOnlySpan<byte> bytes, int from, ref DatState state, EventBatch into, int room)
    {
        int records = Math.Min((bytes.Length - from) / DatReference.RecordBytes, room);
        if (records < Lanes)
        {
            return 0;
        }

        EventColumns columns = into.Reserve(records);
        int n = 0;
        fixed (byte* start = bytes)
        fixed (long* tUs = columns.TUs)
        fixed (ushort* x = columns.X, y = columns.Y)
        fixed (sbyte* polarity = columns.Polarity)
        {
            ulong* record = (ulong*)(start + from);
            EventPointers to = new(tUs, x, y, polarity);

            // Past a record of damaged time, the one before in the file is not the last that was believed.
            long wrapsUs = state.LastUs - (long)(record[-1] & uint.MaxValue);
            bool narrow = state.NarrowPixels;
            if ((wrapsUs & uint.MaxValue) == 0)
            {
                while (n <= records - Lanes && Eight(record + n, wrapsUs, narrow, to, n))
                {
                    n += Lanes;
                }
            }

            state.LastUs = n == 0 ? state.LastUs : tUs[n - 1];
        }

        into.Commit(n);
        return n * DatReference.RecordBytes;
    }

    /// <summary>Writes eight records as events; false, and nothing of use is written, if a time steps far or wraps.</summary>
    private static unsafe bool Eight(ulong* record, long wrapsUs, bool narrow, EventPointers to, int n)
    {
        Vector256<ulong> first = Vector256.Load(record), second = Vector256.Load(record + QuadLanes);
        Vector256<ulong> time = Vector256.Create((ulong)uint.MaxValue), near = Vector256.Create((ulong)WrappingTime.NearUs);
        Vector256<ulong> firstUs = first & time, secondUs = second & time;
        Vector256<ulong> firstStep = firstUs - (Vector256.Load(record - 1) & time) + near;
        Vector256<ulong> secondStep = secondUs - (Vector256.Load(record + QuadLanes - 1) & time) + near;
        if (((firstStep | secondStep) & Vector256.Create(~((2 * (ulong)WrappingTime.NearUs) - 1))) != Vector256<ulong>.Zero)
        {
            return false;
        }

        Vector256<long> wraps = Vector256.Create(wrapsUs);
        (firstUs.AsInt64() + wraps).Store(to.TUs + n);
        (secondUs.AsInt64() + wraps).Store(to.TUs + n + QuadLanes);
        Vector256<uint> pixel = Vector256.Narrow(first >> 32, second >> 32);
        Vector256<uint> x = pixel & Vector256.Create(narrow ? 0x1FFu : 0x3FFF);
        Vector256<uint> y = (narrow ? pixel >> 9 : pixel >> 14) & Vector256.Create(narrow ? 0xFFu : 0x3FFF);
        Vector256<int> polarity = ((narrow ? pixel >> 16 : pixel >> 27) & Vector256.Create(2u)).AsInt32() - Vector256<int>.One;
        Vector128.Narrow(x.GetLower(), x.GetUpper()).Store(to.X + n);
        Vector128.Narrow(y.GetLower(), y.GetUpper()).Store(to.Y + n);
        Vector128<short> small = Vector128.Narrow(polarity.GetLower(), polarity.GetUpper());
        Vector64.Narrow(small.GetLower(), small.GetUpper()).Store(to.Polarity + n);
        return true;
    }
}
