namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// Writes EVT 2.0: a word an event, and a TIME_HIGH where the time's upper bits change. Over a gap there are TIME_HIGHs in steps that a reader
/// takes as they are, so that no wrap of the 34-bit time goes unseen.
/// </summary>
/// <param name="path">What messages call the output.</param>
public sealed class Evt2Encoder(string path = "EVT 2.0") : EventEncoder(path)
{
    private const int LowBits = 6;
    private readonly TimeSteps steps = new(LowBits, highBits: 28);

    /// <inheritdoc/>
    protected override int LargestCoordinate => 2047;

    private protected override void Write(in EventSpans events, ref WordSink sink)
    {
        for (int i = 0; i < events.Count; i++)
        {
            long tUs = events.TUs[i];
            if (tUs > TimeSteps.LastUs)
            {
                throw Refusal(i, $"lies at {tUs:N0} us; times to {TimeSteps.LastUs:N0} us can be written, so take an origin off them");
            }

            while (steps.Next(tUs) is uint high)
            {
                sink.Put((Evt2Words.TimeHigh << 28) | high);
            }

            uint type = events.Polarity[i] > 0 ? 1u : 0;
            sink.Put((type << 28) | ((uint)(tUs & ((1 << LowBits) - 1)) << 22) | ((uint)events.X[i] << 11) | events.Y[i]);
        }
    }
}
