using System.Text.Json.Serialization;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// The stereo rig. Its two ideal cameras are pinholes with parallel axes, one focal length and no row offset, the right one
/// a baseline along the rows: <c>disparity = x_left - x_right = focal length * baseline / depth</c>. Ground truth is that of
/// the ideal rig; the events of the right camera may be displaced by the misalignments below, as those of a real one are.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RigConfig
{
    /// <summary>Focal length in pixels. 199.653: the rectified projection of MVSEC's indoor_flying.</summary>
    public ValueRange FocalPx { get; init; } = ValueRange.Of(199.6530123165822);

    /// <summary>Focal length times baseline in pixels times metres. 19.941772: MVSEC's indoor_flying.</summary>
    public ValueRange FocalTimesBaseline { get; init; } = ValueRange.Of(19.941771812941038);

    /// <summary>Share of recordings in which the rig moves. 1: MVSEC's rig flies.</summary>
    public double MovingShare { get; init; } = 1;

    /// <summary>Peak speed at which the rig's translation along its rows and columns moves the background over the image, in px/s; log-uniform.</summary>
    public ValueRange TranslationPxPerS { get; init; } = new(20, 120);

    /// <summary>Peak speed at which the rig's yaw and pitch move the image, in px/s; log-uniform.</summary>
    public ValueRange RotationPxPerS { get; init; } = new(5, 120);

    /// <summary>Peak rate of the rig's roll in degrees a second.</summary>
    public ValueRange RollDegreesPerS { get; init; } = new(0, 15);

    /// <summary>Peak relative speed towards the background in parts of its depth a second. 0.1: at 5 m, half a metre a second.</summary>
    public ValueRange ApproachPerS { get; init; } = new(0, 0.1);

    /// <summary>Frequencies of the rig's swaying in Hz; log-uniform, one for each axis.</summary>
    public ValueRange SwayHz { get; init; } = new(0.3, 1.5);

    /// <summary>Rows by which the right image lies lower (positive) or higher. Rectification leaves a fraction of a pixel.</summary>
    public ValueRange RowOffsetPx { get; init; } = new(-0.3, 0.3);

    /// <summary>Rotation of the right camera about its axis, in degrees.</summary>
    public ValueRange RollOffsetDegrees { get; init; } = new(-0.1, 0.1);

    /// <summary>Time in milliseconds by which the right camera's events are stamped late (positive) or early. 0: MVSEC's cameras share a clock.</summary>
    public ValueRange LatencyMs { get; init; } = ValueRange.Of(0);

    internal void Validate(ProblemList problems)
    {
        problems.Range("focalPx", FocalPx, 10, 10_000);
        problems.Range("focalTimesBaseline", FocalTimesBaseline, 0.01, 10_000);
        problems.Number("movingShare", MovingShare, 0, 1);
        problems.Range("translationPxPerS", TranslationPxPerS, 0.001, 5000);
        problems.Range("rotationPxPerS", RotationPxPerS, 0.001, 5000);
        problems.Range("rollDegreesPerS", RollDegreesPerS, 0, 720);
        problems.Range("approachPerS", ApproachPerS, 0, 0.5);
        problems.Range("swayHz", SwayHz, 0.05, 20);
        problems.Range("rowOffsetPx", RowOffsetPx, -16, 16);
        problems.Range("rollOffsetDegrees", RollOffsetDegrees, -10, 10);
        problems.Range("latencyMs", LatencyMs, -50, 50);
    }
}
