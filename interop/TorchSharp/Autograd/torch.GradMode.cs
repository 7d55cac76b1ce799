using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Records nothing for backward passes on this thread until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Records operations again, within a <see cref="no_grad"/>, until disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Records or does not record until disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Neither records nor tracks versions on this thread until disposed.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_grad_enabled() => ts_grad_enabled() != 0;

    public static bool is_inference_mode_enabled() => ts_inference_mode_enabled() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly long before = ts_grad_enabled();

        public GradMode(bool enabled) => ts_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => ts_set_grad_enabled(before);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint guard = ts_inference_mode_enter(enabled ? 1 : 0);

        public void Dispose()
        {
            nint held = Interlocked.Exchange(ref guard, 0);
            if (held != 0)
            {
                ts_inference_mode_leave(held);
            }
        }
    }
}
