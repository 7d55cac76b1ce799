using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;

namespace EventStereo.Cli.Demo;

/// <summary>The pictures of one recording of the demonstration: a sheet of every nth window, and an animation of all.</summary>
internal sealed class DemoPictures : IDisposable
{
    private const int FrameMs = 150;
    private readonly string folder;
    private readonly string name;
    private readonly int every;
    private readonly WindowSheet sheets;
    private readonly AnimatedPng animation;
    private int index;

    public DemoPictures(string folder, string name, SensorSize sensor, double maxDisparityPx, int every)
    {
        this.folder = Path.Combine(folder, name);
        this.name = name;
        this.every = every;
        sheets = new WindowSheet(sensor, new ColorScale(0, maxDisparityPx, "px"), new ColorScale(0, 5, "px"));
        AnimationPath = Path.Combine(folder, $"{name}.png");
        animation = new AnimatedPng(AnimationPath, FrameMs);
    }

    /// <summary>Where the animation goes.</summary>
    public string AnimationPath { get; }

    /// <summary>Adds the next window.</summary>
    public void Add(StereoWindow window, float[] predictedPx, float[]? truthPx = null)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"{name}  {window.Span.FromUs / 1e6:0.000} s to {window.Span.ToUs / 1e6:0.000} s");
        using Mat sheet = sheets.Compose(window, title, truthPx, predictedPx);
        animation.Add(sheet);
        if (index++ % every == 0)
        {
            PngFile.Write(sheet, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"window-{index - 1:D5}.png")));
        }
    }

    /// <summary>Ends the animation.</summary>
    public void Complete() => animation.Complete();

    public void Dispose() => animation.Dispose();
}
