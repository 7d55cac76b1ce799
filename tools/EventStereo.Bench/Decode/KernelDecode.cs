using System.Buffers;
using EventStereo.Bench.Convert;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Prophesee;

namespace EventStereo.Bench.Decode;

/// <summary>Case: one of the Prophesee encodings from memory to columns of events, one core.</summary>
/// <typeparam name="TState">What the decoder remembers from word to word.</typeparam>
/// <param name="name">Name of the case.</param>
/// <param name="encoder">Makes the encoder that the input is written by.</param>
/// <param name="kernel">The decoder measured.</param>
/// <param name="reference">The scalar one.</param>
internal sealed class KernelDecode<TState>(string name, Func<EventEncoder> encoder, WordDecoder<TState> kernel, WordDecoder<TState> reference) : BenchmarkCase
    where TState : struct
{
    private const int Events = 10_000_000;
    private const int BlockEvents = 65_536;

    public override string Bench => "decode";

    public override string Name => name;

    public override string Description => "moving edges on 346x260, a million events a second, one core, from memory to columns in blocks of 131,072 events";

    public override string Limit => "memcpy of the same columns, block by block";

    public override string Reference => "the scalar decoder, a word at a time";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        int events = settings.Scaled(Events, least: 1000);
        MovingEdges scene = new(SensorSize.Davis346, settings.Seed);
        EventEncoder words = encoder();
        ArrayBufferWriter<byte> bytes = new();
        EventBatch block = new();
        for (int done = 0; done < events; done += BlockEvents)
        {
            cancellation.ThrowIfCancellationRequested();
            scene.Next(block, Math.Min(BlockEvents, events - done));
            words.Encode(block, 0, block.Count, bytes);
        }

        return new KernelDecodeWork<TState>(bytes.WrittenSpan.ToArray(), events, kernel, reference);
    }
}
