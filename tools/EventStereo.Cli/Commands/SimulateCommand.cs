using System.CommandLine;
using System.Diagnostics;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Configuration;

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
        Description = "Number of recordings; more than one are written to OUT-00000.hdf5, OUT-00001.hdf5, ... with seeds derived from --seed",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    private readonly Option<string?> images = new("--images")
    {
        Description = "Moves the rig along photographs of a still scene instead: a folder of Middlebury's im0 to im8, disp2, disp6, or of *_l, *_r, *_gt",
        HelpName = "FOLDER",
    };

    public SimulateCommand()
        : base(
            "simulate",
            "Stereo event recordings with exact dense ground truth, from built-in scenes or photographs.",
            "evs simulate scene.hdf5 --seed 7 --set durationMs=500",
            "evs simulate data/train.hdf5 --preset training --count 100 --seed 1000",
            "evs simulate scene.hdf5 --config simulation.json --set 'scene.photographs=[\"wall.jpg\"]'",
            "evs simulate cones.hdf5 --images middlebury/cones --seed 1")
    {
        preset.AcceptOnlyFromAmong([.. SimulationPresets.Names]);
        count.RequireRange(1, 100_000);
        Arguments.Add(output);
        Options.Add(preset);
        Options.Add(count);
        Options.Add(images);
        Options.Add(CommonOptions.Seed);
        Options.Add(CommonOptions.Threads);
        Options.Add(CommonOptions.Config);
        Options.Add(CommonOptions.Set);
    }

    /// <summary>Simulates one recording into <paramref name="path"/>, which appears only when it is complete.</summary>
    public static SimulateReport Simulate(SimulationConfig config, int seed, string path, int threads, IProgress<double> progress, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        using MvsecSink sink = new(path, config, seed);
        StereoSimulator.Run(config, seed, sink, threads, progress, cancellation);
        sink.Complete();
        return new SimulateReport([new SimulatedFile(path, seed)], sink.EventCount, sink.DepthCount, Stopwatch.GetElapsedTime(started).TotalSeconds, config);
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
        string? views = context.Get(images);
        if (views is not null && files != 1)
        {
            throw new UsageException("--images makes one recording; leave out --count");
        }

        SimulateReport report = context.Progress.Track("simulating", progress => views is not null
            ? SimulateImages(config, views, context, path, progress)
            : files == 1
            ? Simulate(config, context.Seed, path, context.Threads, progress, context.Cancellation)
            : SimulateMany(config, context, path, files, progress));
        context.Output.Write(Tables.Facts(
            ("recordings", Figures.Count(report.Files.Count)),
            ("first", report.Files[0].Path),
            ("last", report.Files[^1].Path),
            ("events", report.Events is long events ? Figures.Count(events) : "-"),
            ("depth maps", report.DepthMaps is long maps ? Figures.Count(maps) : "-"),
            ("seconds", Figures.Number(report.Seconds))));
        context.Report(report);
        return ExitCode.Done;
    }

    private static SimulateReport SimulateImages(SimulationConfig config, string folder, CommandContext context, string path, IProgress<double> progress)
    {
        long started = Stopwatch.GetTimestamp();
        using MvsecSink sink = new(path, config, context.Seed, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));
        ImageSimulator.Run(config, folder, context.Seed, sink, context.Threads, progress, context.Cancellation);
        sink.Complete();
        return new SimulateReport([new SimulatedFile(path, context.Seed)], sink.EventCount, sink.DepthCount, Stopwatch.GetElapsedTime(started).TotalSeconds, config);
    }

    private static SimulateReport SimulateMany(SimulationConfig config, CommandContext context, string path, int files, IProgress<double> progress)
    {
        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<string> written = SimulationBatch.WriteFiles(config, context.Seed, files, path, context.Threads, progress: progress, cancellation: context.Cancellation);
        return new SimulateReport(
            [.. written.Select((file, i) => new SimulatedFile(file, SimulationBatch.SeedOf(context.Seed, i)))], null, null, Stopwatch.GetElapsedTime(started).TotalSeconds, config);
    }
}
