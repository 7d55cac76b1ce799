using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>The static kernels as type arguments.</summary>
internal static class EventKernels
{
    internal readonly struct Evt2 : IEventKernel<Evt2State>
    {
        public static int WordBytes => Evt2Reference.WordBytes;

        public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, int maxEvents, EventLosses losses) =>
            Evt2Kernel.Decode(bytes, last, ref state, into, maxEvents, losses);
    }

    internal readonly struct Evt21 : IEventKernel<Evt2State>
    {
        public static int WordBytes => Evt21Reference.WordBytes;

        public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt2State state, EventBatch into, int maxEvents, EventLosses losses) =>
            Evt21Kernel.Decode(bytes, last, ref state, into, maxEvents, losses);
    }

    internal readonly struct Evt3 : IEventKernel<Evt3State>
    {
        public static int WordBytes => Evt3Reference.WordBytes;

        public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref Evt3State state, EventBatch into, int maxEvents, EventLosses losses) =>
            Evt3Kernel.Decode(bytes, last, ref state, into, maxEvents, losses);
    }

    internal readonly struct Dat : IEventKernel<DatState>
    {
        public static int WordBytes => DatReference.RecordBytes;

        public static int Decode(ReadOnlySpan<byte> bytes, bool last, ref DatState state, EventBatch into, int maxEvents, EventLosses losses) =>
            DatKernel.Decode(bytes, last, ref state, into, maxEvents, losses);
    }
}
