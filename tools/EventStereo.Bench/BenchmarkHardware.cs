using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace EventStereo.Bench;

/// <summary>The machine and the program that a result belongs to.</summary>
/// <param name="Processor">Model of the processor.</param>
/// <param name="Processors">Logical processors at hand.</param>
/// <param name="Vector">Widest vector instructions in use: <c>AVX-512</c>, <c>AVX2</c> or <c>other</c>.</param>
/// <param name="MemoryMb">Memory at hand, in millions of bytes.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="Program">Version of this program and the commit it was built from, as far as the build knew it.</param>
public sealed record BenchmarkHardware(
    string Processor, int Processors, string Vector, long MemoryMb, string System, string Runtime, string Program)
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>The machine that this runs on.</summary>
    public static BenchmarkHardware Current { get; } = new(
        ProcessorName(),
        Environment.ProcessorCount,
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "other",
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        typeof(BenchmarkHardware).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    private static string ProcessorName()
    {
        string? model = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model is null ? RuntimeInformation.ProcessArchitecture.ToString() : model[(model.IndexOf(':') + 1)..].Trim();
    }
}
