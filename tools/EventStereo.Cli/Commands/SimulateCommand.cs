using System.CommandLine;
using System.Diagnostics;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Configuration;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs simulate OUT.hdf5</c>: stereo recordings with exact ground truth.</summary>
internal sealed class SimulateCommand : EvsCommand
{
    private readonly Argument<string> output = new("OUT.hdf5") { Description = "The recording to write, in MVSEC's layout, events and ground truth in one file" };

    private readonly Option<string> preset = new("--preset")
    {
        Description = "Where the configuration starts: " + string.Join(" or ", SimulationPresets.Names),
        DefaultValueFactory = _ => SimulationPresets.Names[0],
        HelpName = string.Join('|', SimulationPresets.Names),
    };

    private readonly Option<int> count = new("--count")
    {
        Description = "Number of recordings; more than one are written to OUT-00000.hdf5, OUT-00001.hdf5, ... with seeds from --seed on",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    public SimulateCommand()
        : base(
            "simulate",
            "Stereo event recordings with exact dense ground truth, from built-in scenes or photographs.",
            "evs simulate scene.hdf5 --seed 7 --set durationMs=500",
            "evs simulate data/train.hdf5 --preset training --count 100 --seed 1000",
            "evs simulate scene.hdf5 --config simulation.json --set scene.photographs=[\"wall.jpg\"]")
    {
        preset.AcceptOnlyFromAmong([.. SimulationPresets.Names]);
        count.RequireRange(1, 100_000);
        Arguments.Add(output);
        Options.Add(preset);
        Options.Add(count);
        Options.Add(CommonOptions.Seed);
        Options.Add(CommonOptions.Threads);
        Options.Add(CommonOptions.Config);
        Options.Add(CommonOptions.Set);
    }

    /// <summary>Simulates one recording into <paramref name="path"/>, which appears only when it is complete.</summary>
    public static SimulatedFile Simulate(SimulationConfig config, int seed, string path, int threads, IProgress<double> progress, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        using MvsecSink sink = new(path, config, seed);
        StereoSimulator.Run(config, seed, sink, threads, progress, cancellation);
        sink.Complete();
        return new SimulatedFile(path, seed, sink.EventCount, sink.DepthCount, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    protected override int Run(CommandContext context)
    {
        SimulationConfig config = ConfigFile.Load(
            SimulationPresets.Find(context.Get(preset)!), // has a default
            context.Get(CommonOptions.Config),
            context.Get(CommonOptions.Set)!, // has a default
            loaded => loaded.Validate());
        string path = context.Get(output);
        int files = context.Get(count);
        IReadOnlyList<SimulatedFile> made = context.Progress.Track("simulating", progress => Enumerable.Range(0, files)
            .Select(i => Simulate(config, context.Seed + i, files == 1 ? path : Numbered(path, i), context.Threads, new PartProgress(progress, i, files), context.Cancellation))
            .ToArray());
        Table table = Tables.Create("file", ">seed", ">events", ">depth maps", ">seconds");
        foreach (SimulatedFile file in made)
        {
            table.Row(file.Path, $"{file.Seed}", Figures.Count(file.Events), Figures.Count(file.DepthMaps), Figures.Number(file.Seconds));
        }

        context.Output.Write(table);
        context.Report(new { files = made, config });
        return ExitCode.Done;
    }

    private static string Numbered(string path, int index) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{index:D5}{Path.GetExtension(path)}");
}
