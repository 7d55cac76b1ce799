using System.Buffers;
using System.Buffers.Binary;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Writes DAT records of version 2.</summary>
/// <param name="path">What messages call the output.</param>
public sealed class DatEncoder(string path = "DAT") : EventEncoder(path)
{
    /// <summary>Longest gap, 17.9 minutes: of three records, a reader could take the second for damaged if the third came a wrap after the first.</summary>
    private const long LongestGapUs = (1L << 30) - 1;

    private long? lastUs;

    /// <inheritdoc/>
    protected override int LargestCoordinate => (1 << 14) - 1;

    private protected override void Write(EventBatch events, int from, int count, IBufferWriter<byte> into)
    {
        for (int i = 0; i < count; i++)
        {
            int at = from + i;
            long tUs = events.TUs[at];
            if (tUs - (lastUs ?? 0) > (lastUs is null ? uint.MaxValue : LongestGapUs))
            {
                throw lastUs is null
                    ? Refusal(i, $"lies at {tUs:N0} us; the first time can be at most {uint.MaxValue:N0} us, so take an origin off the times")
                    : Refusal(i, $"lies at {tUs:N0} us, {tUs - lastUs:N0} us after the one before; the gap can be at most {LongestGapUs:N0} us");
            }

            lastUs = tUs;
            Span<byte> record = into.GetSpan(DatReference.RecordBytes);
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)tUs);
            BinaryPrimitives.WriteUInt32LittleEndian(record[sizeof(uint)..], events.X[at] | ((uint)events.Y[at] << 14) | (events.Polarity[at] > 0 ? 1u << 28 : 0));
            into.Advance(DatReference.RecordBytes);
        }
    }
}
