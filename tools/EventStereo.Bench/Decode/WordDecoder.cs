using EventStereo.EventIO.Events;

namespace EventStereo.Bench.Decode;

/// <summary>What kernels and their references have in common: take whole words until they end or the room does; the bytes taken.</summary>
internal delegate int WordDecoder<TState>(ReadOnlySpan<byte> bytes, bool last, ref TState state, EventBatch into, int maxEvents, EventLosses losses)
    where TState : struct;
