using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using static TorchSharp.torch;

namespace EventStereo.Cli.Demo;

/// <summary>The demonstration's simulated half: the network and baselines on a scene with exact ground truth, at the same pixels.</summary>
internal static class SimulatedRecording
{
    private const int PictureEvery = 2;

    public static EvaluateReport Run(StereoModel model, MvsecRecording recording, Device device, string folder, WorkProgress progress, CancellationToken cancellation)
    {
        using MvsecGroundTruth truth = recording.OpenGroundTruth() ?? throw new InvalidDataException($"{recording.Path}: no ground truth in the file");
        StereoGeometry rig = recording.Geometry ?? throw new InvalidDataException($"{recording.Path}: no focal length and baseline in the file");
        int maxDisparityPx = model.Config.Network.MaxDisparityPx;
        using StereoPredictor predictor = new(model.Network, device);
        using DemoPictures pictures = new(folder, "scene", recording.Sensor, maxDisparityPx, PictureEvery);
        StereoEvaluator evaluator = new([new NetworkMethod(model.Name, predictor), .. RealRecording.Baselines(maxDisparityPx)], EvaluationProtocol.Events)
        {
            WindowUs = model.Config.Training.WindowUs,
            Channels = model.Config.Network.InputChannels,
            Observe = (window, maps, depthM) => pictures.Add(window, maps[0], Array.ConvertAll(depthM, rig.DisparityPx)),
        };
        EventLosses losses = new();
        evaluator.Add(recording, truth, losses: losses, progress: progress, cancellation: cancellation);
        pictures.Complete();
        return EvaluateReport.Of(EvaluationProtocol.Events, "all", [], evaluator, losses);
    }
}
