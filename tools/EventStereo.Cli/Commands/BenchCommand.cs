using System.CommandLine;
using EventStereo.Bench;
using EventStereo.Cli.Shell;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs bench [NAME...]</c>: the benchmarks of the README, each against its limit and a naive reference.</summary>
internal sealed class BenchCommand : EvsCommand
{
    private readonly Argument<string[]> names = new("NAME")
    {
        Description = $"Benchmarks ({string.Join(", ", Benchmarks.Names)}) or single cases ({string.Join(", ", Benchmarks.All.Select(item => item.Name))}); "
            + "without a name all but those that take long",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int> rounds = new("--rounds") { Description = "Measured rounds; medians are taken over them", HelpName = "N", DefaultValueFactory = _ => new BenchmarkSettings().Rounds };
    private readonly Option<double> scale = new("--scale") { Description = "Size of the inputs as a part of the full ones, above 0 to 10", HelpName = "R", DefaultValueFactory = _ => 1 };

    public BenchCommand()
        : base(
            "bench",
            "Benchmarks: each case with its limit and a naive reference in interleaved rounds of one run; outputs are compared before times are kept.",
            "evs bench convert encode decode",
            "evs bench mvsec-rows --scale 0.1 --rounds 3 --json -")
    {
        Subcommands.Add(new CorruptCommand());
        Subcommands.Add(new PlantedCommand());
        Subcommands.Add(new BenchClassifyCommand());
        rounds.RequireRange(1, 1000);
        Arguments.Add(names);
        foreach (Option option in (Option[])[rounds, scale, CommonOptions.Threads, CommonOptions.Seed])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        IReadOnlyList<BenchmarkCase> cases = Select(context.Find(names) ?? []);
        double size = context.Get(scale);
        if (size is not (> 0 and <= 10))
        {
            throw new UsageException("--scale takes a number above 0, at most 10");
        }

        string folder = Path.Combine(Path.GetTempPath(), $"evs-bench-{Environment.ProcessId}");
        BenchmarkSettings settings = new() { Rounds = context.Get(rounds), Scale = size, Threads = context.Threads, Seed = context.Seed, Folder = folder, WeightsFolder = ProjectFiles.Find(ProjectFiles.Weights) };
        Directory.CreateDirectory(folder);
        try
        {
            BenchmarkReport report = context.Progress.Track("measuring", progress => Measure(cases, settings, progress, context.Cancellation));
            Print(context.Output, report);
            context.Report(report);
            return ExitCode.Done;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<BenchmarkCase> Select(string[] asked)
    {
        try
        {
            return Benchmarks.Select(asked);
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException(unknown.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static BenchmarkReport Measure(IReadOnlyList<BenchmarkCase> cases, BenchmarkSettings settings, WorkProgress progress, CancellationToken cancellation)
    {
        List<BenchmarkResult> results = [];
        for (int i = 0; i < cases.Count; i++)
        {
            progress.Report((double)i / cases.Count, cases[i].Name);
            results.Add(BenchmarkRunner.Run(cases[i], settings, new PartProgress(progress, i, cases.Count), cancellation));
        }

        return new BenchmarkReport(BenchmarkHardware.Current, settings.Scale, settings.Threads, settings.Seed, results);
    }

    private static void Print(IAnsiConsole output, BenchmarkReport report)
    {
        BenchmarkHardware hardware = report.Hardware;
        output.WriteLine($"{hardware.Processor}, {hardware.Processors} processors, {hardware.Vector}; {hardware.Runtime}; {report.Threads} threads, scale {Figures.Number(report.Scale)}");
        Table table = Tables.Create("bench", "case", ">median s", ">min s", ">max s", ">M a second", "of", ">times the limit", ">times faster than the reference", ">peak MB", ">MB taken", ">of the reference's");
        foreach (BenchmarkResult result in report.Cases)
        {
            table.Row(
                result.Bench, result.Name, Figures.Number(result.MedianSeconds, 4), Figures.Number(result.MinSeconds, 4), Figures.Number(result.MaxSeconds, 4),
                Figures.Number(result.ItemsPerSecond / 1e6), result.ItemName, Figures.Number(result.RatioToLimit), Figures.Number(result.RatioToReference), Figures.Number(result.PeakMemoryMb, 0),
                Figures.Number(result.TakenMemoryMb, 0), Figures.Number(result.MemoryRatioToReference));
        }

        output.Write(table);
        foreach (BenchmarkResult result in report.Cases)
        {
            string[] words = [result.Description, result.Limit.Length > 0 ? $"limit: {result.Limit}" : "", result.Reference.Length > 0 ? $"reference: {result.Reference}" : "", result.Remark];
            output.WriteLine($"{result.Name}: {string.Join("; ", words.Where(word => word.Length > 0))}");
        }
    }
}
