using System.CommandLine;
using System.Diagnostics;
using EventStereo.Cli.Demo;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Energy.Reports;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Simulation;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs demo</c>: the main job end to end, on the real sample recording and on a simulated one.</summary>
internal sealed class DemoCommand : EvsCommand
{
    private const int SceneSeed = 20_261; // not among the seeds that the shipped weights were trained on
    private const double SceneMs = 600;
    private const int RealEnergyWindows = 4;
    private const int SceneEnergyWindows = 3;
    private static readonly SensorSize SampleSensor = new(128, 128);
    private readonly Option<string> output = new("--out") { Description = "Folder for everything", HelpName = "DIR", DefaultValueFactory = _ => "demo-out" };
    private readonly Option<string?> network = new("--network") { Description = "A run folder, or the name of weights that ship with the program; by default the first of these", HelpName = "RUN" };

    public DemoCommand()
        : base(
            "demo",
            "The main job end to end on the real sample recording and a simulated one: info, conversion, disparity, errors, energy, pictures.",
            "evs demo --out demo-out")
    {
        foreach (Option option in (Option[])[output, network, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        long started = Stopwatch.GetTimestamp();
        Device device = Devices.Select(context);
        string folder = context.Get(output)!; // has a default
        using StereoModel model = TrainedModels.Load(context.Get(network) ?? Shipped(), device);
        using MvsecRecording sample = MvsecRecording.Open(ProjectFiles.Require(ProjectFiles.SampleRecording), SampleSensor);

        Head(context, "1  A real recording: a pendulum before two DVS128 cameras");
        InfoReport info = context.Progress.Track("reading", progress => InfoCommand.Describe(sample, progress, context.Cancellation));
        InfoCommand.Print(context.Output, info);

        Head(context, "2  Its events as spike tensors: stacking based on time, 5 slices of 10 ms");
        string tensors = Path.Combine(folder, "pendulum.npz");
        ConvertReport conversion = ConvertReport.Of(tensors, SpikeTensorConversion.Run(sample, tensors, new SpikeTensorOptions(), cancellation: context.Cancellation), hasWindows: true);
        ConvertCommand.Print(context.Output, conversion);

        Head(context, $"3  Its disparity, by the spiking network {model.Name} ({Figures.Count(StereoOperations.Parameters(model.Network))} parameters, trained on simulation only)");
        IReadOnlyList<ReferenceDisparity> reference = ReferenceDisparity.Read(ProjectFiles.Require(ProjectFiles.SampleReference));
        if (model.Config.Training.WindowUs != reference[1].FromUs - reference[0].FromUs)
        {
            throw new UsageException($"--network {model.Name} has windows of {model.Config.Training.WindowUs} us, the demo's reference of {reference[1].FromUs - reference[0].FromUs}");
        }

        IReadOnlyList<ReferenceScore> real = context.Progress.Track("predicting", progress => RealRecording.Run(model, sample, reference, device, folder, progress, context.Cancellation));
        Print(context.Output, real);

        Head(context, "4  A simulated scene with exact ground truth, never trained on");
        string scenePath = Path.Combine(folder, "scene.hdf5");
        SimulateReport simulation = context.Progress.Track("simulating", progress => SimulateCommand.Simulate(
            SimulationPresets.Mvsec with { DurationMs = SceneMs }, SceneSeed, scenePath, context.Threads, progress, context.Cancellation));
        using MvsecRecording scene = MvsecRecording.Open(scenePath);
        EvaluateReport simulated = context.Progress.Track("evaluating", progress => SimulatedRecording.Run(model, scene, device, folder, progress, context.Cancellation));
        EvaluatePrinting.Print(context.Output, simulated);

        Head(context, "5  What an inference costs: one disparity map, a 50 ms step with carried state");
        IReadOnlyList<EnergyReport> energy = context.Progress.Track("counting", _ => (EnergyReport[])[
            Measure(model, sample, "pendulum", RealEnergyWindows, device, context.Cancellation),
            Measure(model, scene, "scene", SceneEnergyWindows, device, context.Cancellation)]);
        EnergyPrinting.PrintTotals(context.Output, energy);

        DemoReport report = new(model.Name, StereoOperations.Parameters(model.Network), info, conversion, real, simulation, simulated, energy, Stopwatch.GetElapsedTime(started).TotalSeconds);
        JsonReport.Write(Path.Combine(folder, "summary.json"), report);
        PrintSummary(context.Output, report, folder);
        context.Report(report);
        return ExitCode.Done;
    }

    private static string Shipped() => TrainedModels.ShippedNames is [string first, ..]
        ? first
        : throw new InvalidDataException($"{ProjectFiles.Weights}: no weights ship with this program; train some (evs train stereo) and name their run by --network");

    private static EnergyReport Measure(StereoModel model, MvsecRecording recording, string name, int windows, Device device, CancellationToken cancellation)
    {
        IEnumerable<StereoSample> samples = StereoSamples.OverRecording(recording, model.Config.Training.WindowUs, model.Config.Network.InputChannels);
        return EnergyReport.Measured($"{model.Name}, {name} {recording.Sensor}", (recording.Sensor.Height, recording.Sensor.Width), StereoEnergy.Measure(model.Network, samples.Take(windows), device, cancellation: cancellation));
    }

    private static void Head(CommandContext context, string title)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        context.Output.WriteLine();
        context.Output.WriteLine(title);
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<ReferenceScore> scores)
    {
        Table table = Tables.Create("method", ">windows within 3 px", ">of", ">%", ">mean error px");
        foreach (ReferenceScore score in scores)
        {
            table.Row(score.Method, $"{score.Within}", $"{score.Windows}", Figures.Number(score.WithinPercent, 1), Figures.Number(score.MeanErrorPx));
        }

        console.WriteLine("median disparity at left events against the reference, window by window");
        console.Write(table);
    }

    private static void PrintSummary(IAnsiConsole console, DemoReport report, string folder)
    {
        console.WriteLine();
        console.WriteLine("Summary");
        ModelEnergy real = report.Energy[0].Models[0], scene = report.Energy[1].Models[0];
        Table table = Tables.Create("", "pendulum, real", "scene, simulated");
        table.Row("events", Figures.Count(report.Conversion.EventsRead), Figures.Count(report.Simulation.Events.GetValueOrDefault()));
        table.Row("windows scored", $"{report.Real[0].Windows}", Figures.Count(report.Simulated.Frames));
        table.Row("right", $"{Figures.Number(report.Real[0].WithinPercent, 1)} % of windows within 3 px", $"{Figures.Number(report.Simulated.OnePixelAccuracyPercent, 1)} % of pixels within 1 px");
        table.Row("mean error", $"{Figures.Number(report.Real[0].MeanErrorPx)} px", $"{Figures.Number(report.Simulated.MeanDisparityErrorPx)} px, {Figures.Number(report.Simulated.MeanDepthErrorM, 3)} m");
        table.Row("energy an inference", $"{Figures.Number(real.TotalMj, 4)} mJ", $"{Figures.Number(scene.TotalMj, 4)} mJ");
        table.Row("the same without spikes", $"{Figures.Number(real.ArtificialTotalMj, 3)} mJ, {Figures.Number(real.Ratio, 1)} times", $"{Figures.Number(scene.ArtificialTotalMj, 3)} mJ, {Figures.Number(scene.Ratio, 1)} times");
        table.Row("pictures", Path.Combine(folder, "pendulum.png"), Path.Combine(folder, "scene.png"));
        console.Write(table);
        console.WriteLine($"{Figures.Number(report.Seconds, 0)} s; everything is in {folder}");
    }
}
