using EventStereo.EventIO.Events;

namespace EventStereo.Bench.Decode;

/// <summary>A stream of words on its way to columns, a block at a time into a batch that is used again, as the readers do it.</summary>
internal sealed class KernelDecodeWork<TState>(byte[] words, int events, WordDecoder<TState> kernel, WordDecoder<TState> reference) : BenchmarkWork
    where TState : struct
{
    private const int BlockEvents = 131_072;
    private readonly EventBatch block = new(BlockEvents);
    private readonly EventBatch source = Filled();

    public override long Items => events;

    public override int Repeats => 3;

    public override string Remark => $"{(double)words.Length / events:0.00} bytes an event";

    public override void Ours() => Decode(kernel, block, null);

    public override void Reference() => Decode(reference, block, null);

    public override void Limit()
    {
        for (int done = 0; done < events; done += BlockEvents)
        {
            block.Clear();
            block.Append(source, 0, Math.Min(BlockEvents, events - done));
        }
    }

    public override void Verify()
    {
        EventBatch ours = new(events), scalar = new(events);
        Decode(kernel, block, ours);
        Decode(reference, block, scalar);
        if (ours.Count != events || !ours.TUs.SequenceEqual(scalar.TUs) || !ours.X.SequenceEqual(scalar.X)
            || !ours.Y.SequenceEqual(scalar.Y) || !ours.Polarity.SequenceEqual(scalar.Polarity))
        {
            throw new BenchmarkMismatchException($"{ours.Count:N0} events are decoded of {events:N0}, or they differ from the reference's {scalar.Count:N0}");
        }
    }

    private static EventBatch Filled()
    {
        EventBatch filled = new(BlockEvents);
        for (int i = 0; i < BlockEvents; i++)
        {
            filled.Add(i, (ushort)(i & 0xFF), (ushort)(i & 0x7F), 1);
        }

        return filled;
    }

    private void Decode(WordDecoder<TState> decode, EventBatch into, EventBatch? all)
    {
        TState state = default;
        EventLosses losses = new();
        for (int at = 0, taken = 1; taken > 0 && at < words.Length; at += taken)
        {
            into.Clear();
            taken = decode(words.AsSpan(at), true, ref state, into, BlockEvents, losses);
            all?.Append(into, 0, into.Count);
        }
    }
}
