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

    private protected override void Write(in EventSpans events, ref WordSink sink)
    {
        for (int i = 0; i < events.Count; i++)
        {
            long tUs = events.TUs[i];
            if (tUs - (lastUs ?? 0) > (lastUs is null ? uint.MaxValue : LongestGapUs))
            {
                throw lastUs is null
                    ? Refusal(i, $"lies at {tUs:N0} us; the first time can be at most {uint.MaxValue:N0} us, so take an origin off the times")
                    : Refusal(i, $"lies at {tUs:N0} us, {tUs - lastUs:N0} us after the one before; the gap can be at most {LongestGapUs:N0} us");
            }

            lastUs = tUs;
            uint pixel = events.X[i] | ((uint)events.Y[i] << 14) | (events.Polarity[i] > 0 ? 1u << 28 : 0);
            sink.Put(((ulong)pixel << 32) | (uint)tUs);
        }
    }
}
