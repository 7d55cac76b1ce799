using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array of libtorch. It holds native memory: dispose it, or make it in a dispose scope; the finalizer is the last
    /// resort. Use after disposal throws <see cref="InvalidOperationException"/>; an error of libtorch comes back as
    /// <see cref="System.Runtime.InteropServices.ExternalException"/>.
    /// </summary>
    public unsafe partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;
        private readonly long nativeBytes; // native memory
        private bool collectorKnows; // of the bytes
        private nint handle;

        internal Tensor(nint handle, long bytes = 0)
        {
            this.handle = handle;
            nativeBytes = bytes;
            long live = Interlocked.Increment(ref totalCount);
            if (live > Volatile.Read(ref peakCount))
            {
                Volatile.Write(ref peakCount, live);
            }

            OwningDisposeScope = DisposeScopeManager.OfThread.Register(this);
            if (OwningDisposeScope is null)
            {
                TellCollector();
            }
        }

        ~Tensor() => Dispose(false);

        /// <summary>Live tensor objects of the process.</summary>
        public static long TotalCount => Volatile.Read(ref totalCount);

        /// <summary>The most that <see cref="TotalCount"/> has been.</summary>
        public static long PeakCount => Volatile.Read(ref peakCount);

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        /// <summary>True once the tensor was disposed.</summary>
        public bool IsInvalid => handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>
        /// Has the collector count the native memory among what it may free. Of tensors that a scope frees it is not told: it would collect in every step of a training and find nothing.
        /// </summary>
        internal void TellCollector()
        {
            if (nativeBytes > 0 && handle != 0 && !collectorKnows)
            {
                collectorKnows = true;
                GC.AddMemoryPressure(nativeBytes);
            }
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Gives the native tensor to the caller; this object is as if disposed.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            nint released = ts_share(Handle);
            Dispose();
            return released;
        }

        /// <summary>Wraps a native tensor that <see cref="DecoupleFromNativeHandle"/> gave out.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => Own(handle);

        /// <summary>Takes the tensor out of every dispose scope: its holder disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>The published misspelling of <see cref="DetachFromDisposeScope"/>.</summary>
        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();

        /// <summary>Hands the tensor to the scope around the one that owns it.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to another scope, whether or not one owned it.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner)
            {
                owner.MoveToOther(other, this);
            }
            else
            {
                other?.Attach(this);
            }

            return this;
        }

        /// <summary>Hands the tensor to the scope that owns <paramref name="other"/>.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Wraps a handle that the caller owns.</summary>
        internal static Tensor Own(nint handle) => new(handle, ts_owned_bytes(handle));

        /// <summary>Wraps an operator's result.</summary>
        internal static Tensor Own(in NativeValue value) => new((nint)value.Bits, value.Bytes);

        protected virtual void Dispose(bool disposing)
        {
            nint released = Interlocked.Exchange(ref handle, 0);
            if (released == 0)
            {
                return;
            }

            if (disposing)
            {
                DisposeScopeManager.OfThread.CountDisposal(this);
                OwningDisposeScope?.MarkAsDisposed(this);
            }

            ts_free(released);
            Interlocked.Decrement(ref totalCount);
            if (collectorKnows)
            {
                GC.RemoveMemoryPressure(nativeBytes);
            }
        }
    }
}
