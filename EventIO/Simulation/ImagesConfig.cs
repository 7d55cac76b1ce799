using System.Text.Json.Serialization;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// How a rig moves along the views of a still scene (<see cref="ImageSimulator"/>). The cameras stand on the line of the views, the
/// right one a part of it further on; the left one goes from the first view to as far as the right one can follow, and back.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImagesConfig
{
    /// <summary>
    /// Baseline in parts of the line. 0.5 of Middlebury's nine views are the four steps between the views of its ground truth, so
    /// disparity is the published one; the left camera has the other half to move in.
    /// </summary>
    public ValueRange BaselineShare { get; init; } = ValueRange.Of(0.5);

    /// <summary>How often a second the rig goes there and back, along a sine. 1: Middlebury's cones then move at up to 17 to 170 px/s.</summary>
    public ValueRange SwayHz { get; init; } = ValueRange.Of(1);

    /// <summary>Grey levels of the ground-truth pictures a pixel of disparity; 0 takes the power of two from 1 to 16 under which the views agree best.</summary>
    public double DisparityScale { get; init; }

    internal void Validate(ProblemList problems)
    {
        problems.Range("baselineShare", BaselineShare, 0.05, 0.95);
        problems.Range("swayHz", SwayHz, 0.01, 20);
        problems.Number("disparityScale", DisparityScale, 0, 1000);
    }
}
