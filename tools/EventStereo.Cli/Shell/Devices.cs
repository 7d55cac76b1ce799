using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Cli.Shell;

/// <summary>Where the network runs and with how many threads.</summary>
internal static class Devices
{
    /// <summary>The device that the command line asks for; sets the number of threads.</summary>
    /// <exception cref="DeviceUnavailableException">It is not there.</exception>
    public static Device Select(CommandContext context)
    {
        set_num_threads(context.Threads);
        if (context.Get(CommonOptions.Device) != "cuda")
        {
            return CPU;
        }

        return cuda.is_available()
            ? CUDA
            : throw new DeviceUnavailableException("--device cuda: this libtorch has no CUDA device; build over one that has (make build LIBTORCH=/path), or use --device cpu");
    }
}
