using System.CommandLine;
using EventStereo.Search.Neurons;
using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Cli.Shell;

/// <summary><c>--kernels</c>: how the neurons of a network run.</summary>
internal static class KernelOptions
{
    /// <summary>The option of every command that runs a network; by default fused kernels on the CPU and tensor operations elsewhere.</summary>
    public static readonly Option<string?> Kernels = new("--kernels")
    {
        Description = "How neurons run: fused, all time steps in one pass (on the CPU), or torch, step by step from tensor operations; equal within float tolerance",
        HelpName = "fused|torch",
    };

    static KernelOptions() => Kernels.AcceptOnlyFromAmong("fused", "torch");

    /// <summary>What the command line asks for, else <paramref name="otherwise"/>; says so where fused kernels are asked for on a device that has none.</summary>
    public static NeuronKernels Select(CommandContext context, Device device, NeuronKernels otherwise = NeuronKernels.Fused)
    {
        if (context.Get(Kernels) is not { } asked)
        {
            return otherwise;
        }

        if (asked == "fused" && device.type != DeviceType.CPU)
        {
            Terminals.Error().WriteLine("--kernels fused: there are fused kernels on the CPU only; on this device neurons run as tensor operations");
        }

        return asked == "torch" ? NeuronKernels.Torch : NeuronKernels.Fused;
    }
}
