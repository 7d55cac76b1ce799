using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers whose whole state is its own.</summary>
    public unsafe class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            nint made;
            Check(ts_generator_new(seed, (long)this.device.type, this.device.index, &made));
            handle = made;
        }

        private Generator(nint handle, Device device)
        {
            this.handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(false);

        /// <summary>The process's generator on the CPU, which every call without one of its own draws from.</summary>
        public static Generator Default
        {
            get
            {
                nint made;
                Check(ts_generator_default((long)DeviceType.CPU, -1, &made));
                return new(made, CPU);
            }
        }

        public Device device { get; }

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            Check(ts_generator_set_seed(Handle, (ulong)seed));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>Seeds the generator from the machine's entropy and returns that seed.</summary>
        public long seed()
        {
            long made;
            Check(ts_generator_seed(Handle, &made));
            GC.KeepAlive(this);
            return made;
        }

        public long initial_seed()
        {
            long seed;
            Check(ts_generator_current_seed(Handle, &seed));
            GC.KeepAlive(this);
            return seed;
        }

        /// <summary>The whole state as a tensor of bytes.</summary>
        public Tensor get_state()
        {
            nint state;
            Check(ts_generator_get_state(Handle, &state));
            GC.KeepAlive(this);
            return Tensor.Own(state);
        }

        /// <summary>Restores a state that <see cref="get_state"/> returned.</summary>
        public void set_state(Tensor value)
        {
            Check(ts_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint released = Interlocked.Exchange(ref handle, 0);
            if (released != 0)
            {
                ts_generator_free(released);
            }
        }
    }
}
