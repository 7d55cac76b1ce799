using System.Buffers;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Turns one camera's events, in time order, into the words of a format. Knows from event to event what the stream already says.</summary>
/// <param name="path">What messages call the output.</param>
public abstract class EventEncoder(string path)
{
    private long lastUs;

    /// <summary>Number of events encoded.</summary>
    public long Events { get; private set; }

    /// <summary>Appends the words of events <paramref name="from"/> to <paramref name="from"/> + <paramref name="count"/> of a batch.</summary>
    /// <exception cref="ArgumentException">Time goes back.</exception>
    /// <exception cref="InvalidDataException">The format cannot hold an event; the message says which and why.</exception>
    public void Encode(EventBatch events, int from, int count, IBufferWriter<byte> into)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(into);
        EventSpans slice = new(events, from, count);
        Check(slice);
        WordSink sink = new(into);
        Write(slice, ref sink);
        sink.Flush();
        Events += count;
    }

    /// <summary>Largest column and row that the format's fields hold.</summary>
    protected abstract int LargestCoordinate { get; }

    /// <summary>Writes events whose pixels fit and whose times are from 0 on and do not go back.</summary>
    private protected abstract void Write(in EventSpans events, ref WordSink sink);

    /// <summary>Says why the <paramref name="index"/>-th event of those given last cannot be written.</summary>
    private protected InvalidDataException Refusal(int index, FormattableString what) =>
        new(FormattableString.Invariant($"{path}: event {Events + index} ") + FormattableString.Invariant(what));

    private void Check(in EventSpans events)
    {
        for (int i = 0; i < events.Count; i++)
        {
            long tUs = events.TUs[i];
            if (tUs < lastUs)
            {
                throw tUs < 0
                    ? Refusal(i, $"lies at {tUs:N0} us; times from 0 on can be written, --from-us cuts what is before")
                    : new ArgumentException($"event {Events + i} lies at {tUs} us, after one at {lastUs} us", nameof(events));
            }

            if (events.X[i] > LargestCoordinate || events.Y[i] > LargestCoordinate)
            {
                throw Refusal(i, $"is at column {events.X[i]}, row {events.Y[i]}; the format's fields hold 0 to {LargestCoordinate}");
            }

            lastUs = tUs;
        }
    }
}
