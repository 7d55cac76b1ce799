using System.Globalization;
using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.StereoNet.Visualization;

/// <summary>
/// Draws a comparison: events, each method's disparity, the ground truth, each method's error. A sheet has a row a frame; an animation
/// has a picture a frame. One scale of disparity and one of errors throughout. Without ground truth its columns are left out.
/// </summary>
/// <param name="Sensor">Size of both cameras.</param>
/// <param name="Names">The methods, as in the frames.</param>
/// <param name="Disparity">Range of the disparity colours.</param>
/// <param name="Error">Range of the error colours.</param>
/// <param name="AtEvents">Whether the frames show maps at events only; for the legend.</param>
public sealed record ComparisonSheet(SensorSize Sensor, IReadOnlyList<string> Names, ColorScale Disparity, ColorScale Error, bool AtEvents)
{
    private const string Truth = "ground truth";

    /// <summary>One sheet of <paramref name="frames"/>, a row each.</summary>
    /// <param name="frames">One or more, all with ground truth or all without.</param>
    /// <param name="title">A line of ASCII.</param>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller.</returns>
    public Mat Compose(IReadOnlyList<ComparisonFrame> frames, string title)
    {
        ArgumentNullException.ThrowIfNull(frames);
        bool truth = frames.Count > 0 && frames[0].TruthPx is not null;
        if (frames.Count == 0 || frames.Any(frame => frame.TruthPx is not null != truth))
        {
            throw new ArgumentException("one or more frames are needed, all with ground truth or all without", nameof(frames));
        }

        List<FigureRow> rows = [];
        try
        {
            rows.AddRange(frames.Select(frame => new FigureRow(Seconds(frame.Span.ToUs), Panels(frame, notes: true))));
            string[] headers = ["left events", .. Names, .. truth ? [Truth, .. Names.Select(name => $"error of {name}")] : Array.Empty<string>()];
            (string, ColorScale, IReadOnlyList<Vec3b>)[] bars = [("disparity", Disparity, Palette.Disparity), .. truth ? [("absolute error", Error, Palette.Error)] : Array.Empty<(string, ColorScale, IReadOnlyList<Vec3b>)>()];
            return new Figure(title, Subtitle(frames[0], truth), headers, Names.Count == 0 && !truth ? [] : bars, Legend(truth)).Compose(rows);
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    /// <summary>One picture of <paramref name="frame"/> for an animation: events and maps above, ground truth and errors below.</summary>
    /// <returns>The picture, 8-bit blue, green, red, owned by the caller; of one size for all frames of a recording.</returns>
    public Mat ComposeOne(ComparisonFrame frame, string title)
    {
        ArgumentNullException.ThrowIfNull(frame);
        List<Panel> panels = Panels(frame, notes: false);
        try
        {
            return Montage.Compose(panels, title, columns: frame.TruthPx is null ? Math.Min(panels.Count, 4) : 1 + Names.Count);
        }
        finally
        {
            panels.ForEach(panel => panel.Dispose());
        }
    }

    /// <summary>The pictures of a frame from left to right. In a sheet captions are notes below, since names stand above the columns.</summary>
    private List<Panel> Panels(ComparisonFrame frame, bool notes)
    {
        string events = string.Create(CultureInfo.InvariantCulture, $"{frame.LeftEvents:N0} events");
        List<Panel> panels = [new Panel(frame.Events.Clone(), notes ? events : $"left: {events}") { Legend = [(Palette.On, "brighter"), (Palette.Off, "darker")] }];
        for (int i = 0; i < Names.Count; i++)
        {
            string score = frame.Scores.Count > 0 ? Score(frame.Scores[i]) : string.Empty;
            string caption = notes ? score : score.Length > 0 ? $"{Names[i]}: {score}" : Names[i];
            panels.Add(new Panel(ValueImage.Disparity(frame.PredictedPx[i], Sensor, Disparity), caption) { Scale = Disparity });
        }

        if (frame.TruthPx is not null)
        {
            panels.Add(new Panel(ValueImage.Disparity(frame.TruthPx, Sensor, Disparity), notes ? string.Empty : Truth) { Scale = Disparity });
            panels.AddRange(Names.Select((name, i) => new Panel(ValueImage.Error(frame.PredictedPx[i], frame.TruthPx, Sensor, Error), notes ? string.Empty : $"error of {name}")
            {
                Scale = Error,
                Colors = Palette.Error,
            }));
        }

        return panels;
    }

    private List<(Vec3b Color, string Meaning)> Legend(bool truth)
    {
        List<(Vec3b, string)> legend = [(Palette.On, "brighter"), (Palette.Off, "darker")];
        if (Names.Count > 0 || truth)
        {
            string unknown = truth ? AtEvents ? "no event, no ground truth or no answer" : "no ground truth or no answer" : AtEvents ? "no event or no answer" : "no answer";
            legend.Add((Palette.Missing, unknown));
        }

        if (truth && Names.Count > 0)
        {
            legend.Add((Palette.Hole, "error: no answer"));
        }

        return legend;
    }

    private string Subtitle(ComparisonFrame frame, bool truth)
    {
        string windows = string.Create(CultureInfo.InvariantCulture, $"windows of {frame.Span.LengthUs / 1e3:0.###} ms by their end");
        string scored = AtEvents ? "pixels with an event of the left camera and ground truth" : "all pixels with ground truth";
        return truth && Names.Count > 0 ? $"{windows}; scores over {scored}; 1PA: wrong by 1 px at most" : windows;
    }

    private static string Score(ComparisonScore score) => score.Pixels == 0
        ? "no pixel to score"
        : string.Create(CultureInfo.InvariantCulture, $"1PA {score.OnePixelAccuracyPercent:0.0} %, mean {score.MeanErrorPx:0.00} px");

    private static string Seconds(long us) => string.Create(CultureInfo.InvariantCulture, $"{us / 1e6:0.000} s");
}
