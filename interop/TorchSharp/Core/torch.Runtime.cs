using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <summary>Threads that one operation uses.</summary>
    public static int get_num_threads() => (int)ts_threads();

    public static void set_num_threads(int num) => Check(ts_set_threads(num));

    /// <summary>Threads that run operations beside each other; settable once, before the first.</summary>
    public static int get_num_interop_threads() => (int)ts_interop_threads();

    public static void set_num_interop_threads(int num) => Check(ts_set_interop_threads(num));

    /// <summary>Seeds the generators of all devices; returns the CPU's.</summary>
    public static Generator manual_seed(long seed)
    {
        Check(ts_manual_seed(seed));
        return Generator.Default;
    }

    /// <summary>Whether tensors can be made on that kind of device.</summary>
    public static bool TryInitializeDeviceType(DeviceType deviceType) =>
        deviceType is DeviceType.CPU or DeviceType.META || (deviceType is DeviceType.CUDA && cuda.is_available());

    /// <exception cref="InvalidOperationException">There is no such device here.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
        }
    }

    /// <summary>NVIDIA's devices.</summary>
    public static partial class cuda
    {
        public static bool is_available() => ts_cuda_available() != 0;

        public static bool is_cudnn_available() => ts_cudnn_available() != 0;

        public static int device_count() => (int)ts_cuda_devices();

        public static void manual_seed(long seed) => Check(ts_cuda_seed(seed, 0));

        public static void manual_seed_all(long seed) => Check(ts_cuda_seed(seed, 1));

        /// <summary>Waits until the device has done what it was given.</summary>
        public static void synchronize(Device? device = null) => Check(ts_cuda_synchronize(device?.index ?? -1));
    }

    /// <summary>The CPU's generator.</summary>
    public static partial class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long seed() => Generator.Default.seed();

        public static long initial_seed() => Generator.Default.initial_seed();

        public static Tensor get_rng_state() => Generator.Default.get_state();

        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
