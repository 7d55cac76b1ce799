namespace EventStereo.Search.Architecture.Pictures;

/// <summary>Courses of trainings side by side: losses above, accuracies below; dashed on the training's batches, whole with discs on the data held out.</summary>
public static class TrainingCurvePicture
{
    private const double WidthPx = 860, LeftPx = 80, RightPx = 30, TopPx = 60, PanelPx = 220, GapPx = 50, LegendLinePx = 18;

    /// <summary>The palette of Okabe and Ito, which colour-blind readers can tell apart; more curves begin it again.</summary>
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"];

    /// <summary>The picture as SVG; equal arguments give equal texts.</summary>
    /// <param name="curves">The trainings, at least one.</param>
    /// <param name="accuracy">What the accuracy is, such as <c>top-1, %</c>.</param>
    /// <param name="title">Written above it.</param>
    /// <exception cref="ArgumentException">No curve or one without a point, a number that is not finite, or steps that do not rise.</exception>
    public static string Draw(IReadOnlyList<TrainingCurve> curves, string accuracy, string title)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(accuracy);
        ArgumentNullException.ThrowIfNull(title);
        if (curves.Count == 0 || !curves.All(IsWhole))
        {
            throw new ArgumentException($"of {curves.Count} curves there must be one at least, each with points that are finite and rise", nameof(curves));
        }

        double below = TopPx + (2 * PanelPx) + GapPx;
        PlotAxis x = new(curves.SelectMany(curve => curve.Points).Select(point => (double)point.Step), LeftPx, WidthPx - RightPx);
        SvgText svg = new(WidthPx, below + 60 + (LegendLinePx * curves.Count), title);
        CoursePanel.Draw(svg, x, (LeftPx, TopPx, WidthPx - RightPx, TopPx + PanelPx), "loss", Lines(curves, point => point.Loss, point => point.HeldOutLoss));
        CoursePanel.Draw(svg, x, (LeftPx, below - PanelPx, WidthPx - RightPx, below), accuracy, Lines(curves, point => point.AccuracyPercent, point => point.HeldOutPercent));
        svg.Text((LeftPx + WidthPx - RightPx) / 2, below + 40, "step; dashed: batches of the training, whole: held out", 12, "middle");
        for (int i = 0; i < curves.Count; i++)
        {
            double line = below + 60 + (LegendLinePx * i);
            svg.Curve([(LeftPx, line - 4), (LeftPx + 30, line - 4)], ColourOf(i), 2, bent: false);
            svg.Text(LeftPx + 38, line, curves[i].Name);
        }

        return svg.ToString();
    }

    private static PlotLine[] Lines(IReadOnlyList<TrainingCurve> curves, Func<TrainingCurvePoint, double> training, Func<TrainingCurvePoint, double?> heldOut) =>
    [
        .. curves.Select((curve, i) => new PlotLine([.. curve.Points.Select(point => ((double)point.Step, training(point)))], ColourOf(i), Dashed: true, Discs: false)),
        .. curves.Select((curve, i) => new PlotLine([.. curve.Points.Where(point => heldOut(point) is not null).Select(point => ((double)point.Step, heldOut(point)!.Value))], ColourOf(i))), // not null
    ];

    private static string ColourOf(int curve) => Colours[curve % Colours.Length];

    private static bool IsWhole(TrainingCurve curve) =>
        curve.Points.Count > 0
        && curve.Points.All(point => double.IsFinite(point.Loss) && double.IsFinite(point.AccuracyPercent) && double.IsFinite(point.HeldOutLoss ?? 0) && double.IsFinite(point.HeldOutPercent ?? 0))
        && curve.Points.Zip(curve.Points.Skip(1)).All(pair => pair.First.Step < pair.Second.Step);
}
