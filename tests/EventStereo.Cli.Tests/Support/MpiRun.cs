using System.Runtime.InteropServices;

namespace EventStereo.Cli.Tests.Support;

/// <summary>Runs <c>evs</c> on two ranks under mpirun; skips the calling test where Open MPI is not installed.</summary>
internal static class MpiRun
{
    /// <summary>The beginning of a script that runs <c>"$EVS"</c> on two ranks, allowed to root and on any number of processors.</summary>
    public const string Prefix = "export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1; exec mpirun -q -np 2 --oversubscribe --bind-to none \"$EVS\"";

    /// <summary>Skips the calling test unless mpirun and its library are there.</summary>
    public static void Require()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmpi.so.40", out _), "Open MPI is not installed (libmpi.so.40, Debian's libopenmpi3)");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, "mpirun"))), "mpirun is not installed (Debian's openmpi-bin)");
    }

    /// <summary>Runs <c>evs</c> with <paramref name="arguments"/> on two ranks.</summary>
    public static EvsResult Run(params IEnumerable<string> arguments) => EvsProcess.Shell($"{Prefix} {string.Join(' ', arguments.Select(argument => $"'{argument}'"))}");
}
