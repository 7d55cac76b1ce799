using System.CommandLine;
using EventStereo.Bench;
using EventStereo.Bench.Planted;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs bench planted</c>: searches on data whose making is known, and how often they find it again.</summary>
internal sealed class PlantedCommand : EvsCommand
{
    private static readonly string[] Names = [.. PlantedBenchmark.Parts.Select(part => part.Name)];

    private readonly Option<string[]> parts = new("--part") { Description = $"Parts to run ({string.Join(", ", Names)}); by default all", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> seeds = new("--seeds") { Description = "Searches of each part, each with another planting", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<int> threads = new("--threads") { Description = "Threads to use; the networks are too small for more than one to help", HelpName = "N", DefaultValueFactory = _ => 1 };

    public PlantedCommand()
        : base(
            "planted",
            "Searches on data that a small network of a known architecture makes: how often the search finds that architecture. Exit 1 if a part recovers fewer than 8 of 10.",
            "evs bench planted",
            "evs bench planted --part cells --seeds 3 --json -")
    {
        parts.AcceptOnlyFromAmong(Names);
        seeds.RequireRange(1, 10_000);
        threads.RequireRange(1, 1024);
        foreach (Option option in (Option[])[parts, seeds, CommonOptions.Seed, threads])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        string[] asked = context.Get(parts) is { Length: > 0 } named ? named : Names;
        PlantedPart[] chosen = [.. PlantedBenchmark.Parts.Where(part => asked.Contains(part.Name))];
        int[] drawn = [.. Enumerable.Range(context.Seed, context.Get(seeds))];
        TorchSharp.torch.set_num_threads(context.Get(threads));
        PlantedReport report = context.Progress.Track("searching what is planted", progress => new PlantedReport(
            BenchmarkHardware.Current, context.Get(threads), Search(chosen, drawn, progress, context.Cancellation)));
        Print(context.Output, report);
        context.Report(report);
        return report.Parts.All(part => 10 * part.Recovered >= 8 * part.Results.Count) ? ExitCode.Done : ExitCode.Failed;
    }

    private static List<PlantedSummary> Search(PlantedPart[] parts, int[] seeds, WorkProgress progress, CancellationToken cancellation)
    {
        List<PlantedSummary> summaries = [];
        foreach (PlantedPart part in parts)
        {
            summaries.Add(PlantedBenchmark.Run(part, seeds, (done, seed) => progress.Report((summaries.Count + done) / parts.Length, $"{part.Name}, seed {seed}"), cancellation));
        }

        return summaries;
    }

    private static void Print(IAnsiConsole output, PlantedReport report)
    {
        Table searches = Tables.Create("part", ">seed", "planted", "found", "recovered", ">seconds");
        Table summary = Tables.Create("part", ">recovered", ">of", ">architectures", ">seconds a search", "planted and searched");
        foreach (PlantedSummary part in report.Parts)
        {
            summary.Row(part.Part, Figures.Count(part.Recovered), Figures.Count(part.Results.Count), Figures.Count(part.Architectures), Figures.Number(part.Seconds, 1), part.Description);
            foreach (PlantedResult result in part.Results)
            {
                searches.Row(part.Part, $"{result.Seed}", result.Planted, result.Recovered ? "the same" : result.Found, result.Recovered ? "yes" : "no", Figures.Number(result.Seconds, 1));
            }
        }

        output.Write(searches);
        output.Write(summary);
    }
}
