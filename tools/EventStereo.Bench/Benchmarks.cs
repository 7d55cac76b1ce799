using EventStereo.Bench.Convert;
using EventStereo.Bench.Convolution;
using EventStereo.Bench.Decode;
using EventStereo.Bench.Encode;
using EventStereo.Bench.Inference;
using EventStereo.Bench.Lif;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Prophesee;

namespace EventStereo.Bench;

/// <summary>Every benchmark case by name.</summary>
public static class Benchmarks
{
    /// <summary>All cases, those of one benchmark together.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        new MvsecToWindows("mvsec-rows", chunkRows: 16_384, chunkColumns: 4),
        new MvsecToWindows("mvsec-columns", chunkRows: 19_532, chunkColumns: 1),
        .. EncoderInMemory.All,
        new KernelDecode<Evt2State>("evt2", () => new Evt2Encoder(), Evt2Kernel.Decode, Evt2Reference.Decode),
        new KernelDecode<Evt3State>("evt3", () => new Evt3Encoder(SensorSize.Davis346), Evt3Kernel.Decode, Evt3Reference.Decode),
        new KernelDecode<DatState>("dat", () => new DatEncoder(), DatKernel.Decode, DatReference.Decode),
        new LifForwardBackward(),
        new LifBatchNorm(),
        new TrainStep(),
        .. ConvolutionBenchmark.All,
        .. SplitMatchingBenchmark.All,
        new ReadoutFullSize(),
        new StreamStep(),
    ];

    /// <summary>Names of the benchmarks, in order of the cases.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(item => item.Bench).Distinct()];

    /// <summary>The cases that the names of benchmarks or cases stand for, each once; all but those run on request only for no name.</summary>
    /// <exception cref="ArgumentException">There is no such name; the message lists those there are.</exception>
    public static IReadOnlyList<BenchmarkCase> Select(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string? unknown = names.FirstOrDefault(name => !All.Any(item => item.Bench == name || item.Name == name));
        if (unknown is not null)
        {
            throw new ArgumentException(
                $"no benchmark {unknown}; there are {string.Join(", ", Names)}, and by case {string.Join(", ", All.Select(item => item.Name))}", nameof(names));
        }

        return [.. All.Where(item => names.Count == 0 ? !item.OnRequest : names.Contains(item.Bench) || names.Contains(item.Name))];
    }
}
