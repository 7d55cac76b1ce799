using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace EventStereo.Search.Tests.Training.Parallel;

/// <summary>Runs an explicit test of this assembly on several ranks under mpirun; skips the calling test where Open MPI is not installed.</summary>
internal static class MpiProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Runs the test <paramref name="method"/> on two ranks and fails with what they printed unless it passes on both.</summary>
    public static void Run(string method)
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmpi.so.40", out _), "Open MPI is not installed (libmpi.so.40, Debian's libopenmpi3)");
        string mpirun = Find("mpirun");
        Assert.SkipWhen(mpirun.Length == 0, "mpirun is not installed (Debian's openmpi-bin)");
        ProcessStartInfo start = new(mpirun, ["-np", "2", "--oversubscribe", "--bind-to", "none", Path.Combine(AppContext.BaseDirectory, "EventStereo.Search.Tests"), "-explicit", "only", "-method", method, "-noLogo", "-noColor", "-parallel", "none"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("mpirun did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{method} ran for more than {Limit.TotalSeconds} s on two ranks");
        }

        string printed = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, printed);
        Assert.Equal(2, printed.Split("Total: 1").Length - 1); // one test was found and run on each rank
    }

    private static string Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists, string.Empty);
}
