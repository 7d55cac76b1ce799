using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Images;

/// <summary>
/// Views of one still scene from equally spaced places on a line along the rows, and ground truth at some of them. A point at
/// column x of view v appears at <c>x - step * (s - v)</c> at place s of the line, where <c>step</c> is its disparity between two
/// neighbouring views; places count views, from 0.
/// </summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Size">Extents of every view.</param>
/// <param name="Views">The views, in order.</param>
/// <param name="Truths">Ground truth: the view and its <c>step</c> in px, [H, W], NaN where unknown; at least one.</param>
/// <param name="JoinPx">Neighbouring truth pixels of one row whose steps differ by no more than this are one surface.</param>
internal sealed record ViewSet(string Name, SensorSize Size, IReadOnlyList<View> Views, IReadOnlyList<(int View, float[] StepPx)> Truths, float JoinPx)
{
    /// <summary>The last place of the line.</summary>
    public int End => Views.Count - 1;

    /// <summary>First of the columns that every view shows.</summary>
    public int FirstColumn { get; } = Views.Max(view => view.FirstColumn);

    /// <summary>What every view shows: the rows, and the columns from <see cref="FirstColumn"/> on. It is what a simulated sensor sees.</summary>
    public SensorSize Sensor { get; } = new(Views.Min(view => view.EndColumn) - Views.Max(view => view.FirstColumn), Size.Height);

    /// <summary>The greatest step of all, in px.</summary>
    public float GreatestStepPx => Truths.Max(truth => truth.StepPx.Where(float.IsFinite).Max());

    /// <summary>The least step of all, in px.</summary>
    public float LeastStepPx => Truths.Min(truth => truth.StepPx.Where(float.IsFinite).Min());
}
