using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>One of the kernels, as <see cref="KernelDecoder{TKernel, TState}"/> calls it.</summary>
/// <typeparam name="TState">What is remembered from word to word, 16 bytes without references.</typeparam>
internal interface IEventKernel<TState>
    where TState : unmanaged
{
    /// <summary>Bytes of a word or record.</summary>
    static abstract int WordBytes { get; }

    /// <summary>Takes whole words until they end or the room does; the bytes taken.</summary>
    static abstract int Decode(ReadOnlySpan<byte> bytes, bool last, ref TState state, EventBatch into, int maxEvents, EventLosses losses);
}
