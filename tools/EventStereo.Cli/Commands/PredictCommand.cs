using System.CommandLine;
using System.Diagnostics;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Inference;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs predict RUN IN --out DIR</c>: disparity, and depth where the rig is known, of every window of a recording.</summary>
internal sealed class PredictCommand : EvsCommand
{
    private readonly Argument<string> run = TrainedModels.Argument();
    private readonly Argument<string> input = RecordingOptions.Input("IN");
    private readonly Option<string> output = new("--out") { Description = "Folder for the maps", HelpName = "DIR", Required = true };
    private readonly Option<bool> noPictures = new("--no-pictures") { Description = "Write the NPY maps alone" };

    public PredictCommand()
        : base(
            "predict",
            "Disparity (NPY, float32 [H, W] in px, and a picture) of every window of a recording, and depth in metres where the rig is known.",
            "evs predict runs/first scene.hdf5 --out maps",
            "evs predict runs/first samples/pendulum_3s_mvsec_gzip.hdf5 --out maps --sensor 128x128 --to-us 500000")
    {
        Arguments.Add(run);
        Arguments.Add(input);
        foreach (Option option in (Option[])[output, noPictures, DataOptions.Rig, RecordingOptions.Sensor, RecordingOptions.FromUs, RecordingOptions.ToUs, CommonOptions.Threads, CommonOptions.Device, KernelOptions.Kernels])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        string folder = context.Get(output)!; // required
        using StereoModel model = TrainedModels.Load(context.Get(run), device);
        model.Kernels = KernelOptions.Select(context, device);
        using IEventRecording recording = RecordingOptions.OpenStereo(context, context.Get(input));
        TimeWindow interval = RecordingOptions.Interval(context, recording);
        PredictReport report = context.Progress.Track("predicting", progress => Predict(context, model, recording, interval, device, folder, progress));
        JsonReport.Write(Path.Combine(folder, "predictions.json"), report);
        context.Output.Write(Tables.Facts(
            ("network", report.Network),
            ("maps", $"{Figures.Count(report.Windows.Count)} in {folder}"),
            ("depth", report.HasDepth ? "yes" : "no: the rig is not known, see --rig"),
            ("dropped or reordered", Figures.Counts(report.Dropped)),
            ("ms a window", Figures.Number(report.InferenceMs, 1))));
        context.Report(report);
        return ExitCode.Done;
    }

    private PredictReport Predict(CommandContext context, StereoModel model, IEventRecording recording, TimeWindow interval, Device device, string folder, WorkProgress progress)
    {
        EventLosses losses = new();
        StereoGeometry? rig = context.Get(DataOptions.Rig) ?? recording.Geometry;
        MapFolder maps = new(folder, model, recording, rig, pictures: !context.Get(noPictures));
        double inferenceMs = 0;
        long asked = Stopwatch.GetTimestamp();
        foreach (PredictedWindow predicted in RecordingPrediction.Run(model, recording, device, interval.FromUs, interval.ToUs, losses))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            inferenceMs += Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            maps.Add(predicted);
            progress.Report((predicted.Window.Span.ToUs - interval.FromUs) / (double)interval.LengthUs);
            asked = Stopwatch.GetTimestamp();
        }

        return new PredictReport(model.Name, recording.Path, rig is not null, maps.Windows, losses.ByReason, inferenceMs / maps.Windows.Count);
    }
}
