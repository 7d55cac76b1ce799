using System.Diagnostics;

namespace EventStereo.Cli.Tests.Support;

/// <summary>Runs the built executable as a person does: as a process of its own.</summary>
public static class EvsProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>The launcher, beside the tests; <c>artifacts/evs</c> is a link to it.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "evs.exe" : "evs.sh");

    /// <summary>Runs <c>evs</c> with <paramref name="arguments"/>.</summary>
    public static EvsResult Run(params IEnumerable<string> arguments) => Finish(Start(Executable, arguments));

    /// <summary>Runs a bash script in which <c>"$EVS"</c> is the executable.</summary>
    public static EvsResult Shell(string script) => Finish(Start("/bin/bash", ["-c", script]));

    /// <summary>Runs <c>evs</c>, sends <paramref name="signal"/> once <paramref name="ready"/> holds, and waits for its end.</summary>
    public static EvsResult Interrupt(string signal, Func<bool> ready, params IEnumerable<string> arguments)
    {
        Process process = Start(Executable, arguments);
        Stopwatch clock = Stopwatch.StartNew();
        while (!ready() && !process.HasExited && clock.Elapsed < Limit)
        {
            Thread.Sleep(20);
        }

        if (!process.HasExited)
        {
            using Process kill = Process.Start("/bin/kill", [$"-{signal}", $"{process.Id}"]);
            kill.WaitForExit();
        }

        return Finish(process);
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["EVS"] = Executable;
        start.Environment["NO_COLOR"] = "1";
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        return process;
    }

    private static EvsResult Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"evs ran for more than {Limit.TotalMinutes} minutes");
            }

            return new EvsResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
    }
}
