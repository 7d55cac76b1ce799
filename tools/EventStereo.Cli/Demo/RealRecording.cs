using System.Globalization;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Formats.Numpy;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using static TorchSharp.torch;

namespace EventStereo.Cli.Demo;

/// <summary>
/// The demonstration's real half: the network over the sample recording, window by window, its median disparity at the left
/// camera's events against the reference, baselines beside it.
/// </summary>
internal static class RealRecording
{
    private const float TolerancePx = 3;
    private const int PictureEvery = 6;

    /// <summary>The two best of the baselines that <c>evs evaluate --baselines</c> has.</summary>
    public static IReadOnlyList<IStereoMethod> Baselines(int maxDisparityPx) =>
        [new BaselineMethod(new SemiGlobalBaseline(), maxDisparityPx), new BaselineMethod(new CorrelationBaseline(), maxDisparityPx)];

    public static IReadOnlyList<ReferenceScore> Run(
        StereoModel model, MvsecRecording recording, IReadOnlyList<ReferenceDisparity> reference, Device device, string folder, WorkProgress progress, CancellationToken cancellation)
    {
        int maxDisparityPx = model.Config.Network.MaxDisparityPx;
        IReadOnlyList<IStereoMethod> baselines = Baselines(maxDisparityPx);
        ReferenceEvaluation network = new(TolerancePx);
        ReferenceEvaluation[] others = [.. baselines.Select(_ => new ReferenceEvaluation(TolerancePx))];
        using DemoPictures pictures = new(folder, "pendulum", recording.Sensor, maxDisparityPx, PictureEvery);
        int index = 0;
        foreach (PredictedWindow predicted in RecordingPrediction.Run(model, recording, device))
        {
            cancellation.ThrowIfCancellationRequested();
            StereoWindow window = predicted.Window;
            string map = Path.Combine(folder, "pendulum", string.Create(CultureInfo.InvariantCulture, $"disparity-{index:D5}.npy"));
            NpyFile.Write<float>(map, predicted.DisparityPx, recording.Sensor.Height, recording.Sensor.Width);
            pictures.Add(window, predicted.DisparityPx);
            ReferenceDisparity truth = reference[index];
            network.Add(DisparityMetrics.MedianAtEvents(predicted.DisparityPx, predicted.LeftEvents), truth);
            StereoFrames frames = StereoFrames.From(window.Left, window.Right, window.Span, recording.Sensor, model.Config.Network.InputChannels);
            for (int i = 0; i < others.Length; i++)
            {
                others[i].Add(DisparityMetrics.MedianAtEvents(baselines[i].Estimate(frames), predicted.LeftEvents), truth);
            }

            progress.Report(++index / (double)reference.Count);
        }

        pictures.Complete();
        return [ReferenceScore.Of(model.Name, network), .. baselines.Zip(others, (baseline, score) => ReferenceScore.Of(baseline.Name, score))];
    }
}
