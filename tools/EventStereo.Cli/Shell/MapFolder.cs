using System.Globalization;
using EventStereo.Cli.Reports;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;

namespace EventStereo.Cli.Shell;

/// <summary>
/// A folder of predicted maps: disparity and, where the rig is known, depth as NPY, float32 [H, W], and a picture of each window.
/// </summary>
/// <param name="folder">Where they go.</param>
/// <param name="model">The network, for names and scales.</param>
/// <param name="recording">What it sees.</param>
/// <param name="rig">Focal length and baseline; null for no depth.</param>
/// <param name="pictures">Whether to paint.</param>
internal sealed class MapFolder(string folder, StereoModel model, IEventRecording recording, StereoGeometry? rig, bool pictures)
{
    private readonly WindowSheet sheets = new(recording.Sensor, new ColorScale(0, model.Config.Network.MaxDisparityPx, "px"), new ColorScale(0, 5, "px"));
    private readonly List<PredictedMap> windows = [];

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<PredictedMap> Windows => windows;

    /// <summary>Writes the map of the next window.</summary>
    public void Add(PredictedWindow predicted)
    {
        TimeWindow span = predicted.Window.Span;
        SensorSize size = recording.Sensor;
        string number = windows.Count.ToString("D5", CultureInfo.InvariantCulture);
        NpyFile.Write<float>(Path.Combine(folder, $"disparity-{number}.npy"), predicted.DisparityPx, size.Height, size.Width);
        if (rig is not null)
        {
            NpyFile.Write<float>(Path.Combine(folder, $"depth-{number}.npy"), Array.ConvertAll(predicted.DisparityPx, rig.DepthM), size.Height, size.Width);
        }

        if (pictures)
        {
            string title = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(recording.Path)}  {span.FromUs / 1e6:0.000} s to {span.ToUs / 1e6:0.000} s  {model.Name}");
            using Mat sheet = sheets.Compose(predicted.Window, title, predictedPx: predicted.DisparityPx);
            PngFile.Write(sheet, Path.Combine(folder, $"disparity-{number}.png"));
        }

        windows.Add(new PredictedMap(span.FromUs, span.ToUs, DisparityMetrics.MedianAtEvents(predicted.DisparityPx, predicted.LeftEvents)));
    }
}
