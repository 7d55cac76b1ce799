using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => ts_grad_enabled() != 0;

    public static int get_num_threads() => (int)ts_threads();

    public static void set_num_threads(int num) => Check(ts_set_threads(num));

    public static bool cuda_is_available() => ts_cuda_available() != 0;

    /// <summary>Makes sure that this libtorch has that kind of device.</summary>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.CUDA && !cuda_is_available())
        {
            throw new InvalidOperationException("Torch device type CUDA did not initialise on the current machine.");
        }
    }

    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            Check(ts_manual_seed(seed));
            return Generator.Default;
        }

        public static Tensor get_rng_state()
        {
            using Generator generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using Generator generator = Generator.Default;
            generator.set_state(new_state);
        }
    }

    public static class cuda
    {
        public static bool is_available() => cuda_is_available();

        public static int device_count() => (int)ts_cuda_devices();

        public static void manual_seed(long seed) => Check(ts_cuda_seed(seed, 0));

        public static void manual_seed_all(long seed) => Check(ts_cuda_seed(seed, 1));

        public static void synchronize(Device? device = null) => Check(ts_cuda_synchronize(device?.index ?? -1));
    }

    private sealed class GradMode : IDisposable
    {
        private readonly long before = ts_grad_enabled();

        public GradMode(bool enabled) => ts_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => ts_set_grad_enabled(before);
    }
}
