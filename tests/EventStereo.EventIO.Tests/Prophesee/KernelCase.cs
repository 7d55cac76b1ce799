using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Prophesee;

namespace EventStereo.EventIO.Tests.Prophesee;

/// <summary>A kernel and its scalar reference, whatever their state.</summary>
internal abstract class KernelCase
{
    public abstract int WordBytes { get; }

    public static KernelCase Named(string name) => name switch
    {
        "evt2" => new Of<Evt2State>(4, default, Evt2Kernel.Decode, Evt2Reference.Decode),
        "evt21" => new Of<Evt2State>(8, default, Evt21Kernel.Decode, Evt21Reference.Decode),
        "evt21 legacy" => new Of<Evt2State>(8, new Evt2State { HighHalfFirst = true }, Evt21Kernel.Decode, Evt21Reference.Decode),
        "evt3" => new Of<Evt3State>(2, default, Evt3Kernel.Decode, Evt3Reference.Decode),
        "dat" => new Of<DatState>(8, default, DatKernel.Decode, DatReference.Decode),
        "dat narrow" => new Of<DatState>(8, new DatState { NarrowPixels = true }, DatKernel.Decode, DatReference.Decode),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    /// <summary>Decodes all of a stream by the scalar reference.</summary>
    public abstract (EventBatch Events, EventLosses Losses) Reference(ReadOnlySpan<byte> stream);

    /// <summary>
    /// Decodes all of a stream by the kernel, as a file is read: never more than <paramref name="pieceBytes"/> at once, beginning with what the kernel left,
    /// and never more than <paramref name="maxEvents"/> a call.
    /// </summary>
    public abstract (EventBatch Events, EventLosses Losses) Kernel(ReadOnlySpan<byte> stream, int pieceBytes, int maxEvents);

    private sealed class Of<TState>(int wordBytes, TState initial, Decoder<TState> kernel, Decoder<TState> reference) : KernelCase
    {
        public override int WordBytes => wordBytes;

        public override (EventBatch Events, EventLosses Losses) Reference(ReadOnlySpan<byte> stream)
        {
            (EventBatch events, EventLosses losses, TState state) = (new(), new(), initial);
            int taken = reference(stream, true, ref state, events, 1 << 24, losses);
            Assert.Equal(stream.Length / wordBytes * wordBytes, taken);
            return (events, losses);
        }

        public override (EventBatch Events, EventLosses Losses) Kernel(ReadOnlySpan<byte> stream, int pieceBytes, int maxEvents)
        {
            (EventBatch events, EventLosses losses, TState state) = (new(), new(), initial);
            int at = 0;
            while (stream.Length - at >= wordBytes)
            {
                int before = events.Count, length = Math.Min(pieceBytes, stream.Length - at);
                int taken = kernel(stream.Slice(at, length), at + length == stream.Length, ref state, events, maxEvents, losses);
                Assert.InRange(events.Count - before, 0, maxEvents);
                Assert.InRange(taken, 1, length);
                at += taken;
            }

            return (events, losses);
        }
    }

    private delegate int Decoder<TState>(ReadOnlySpan<byte> bytes, bool last, ref TState state, EventBatch into, int maxEvents, EventLosses losses);
}
