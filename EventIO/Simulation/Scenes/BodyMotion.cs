namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// A body's place in the world over time, told on the image of the left camera at the rig's resting place: column and row
/// of its centre in px from the principal point, its disparity in px, and its turn in radians.
/// </summary>
internal sealed record BodyMotion(Curve ColumnPx, Curve RowPx, Curve DisparityPx)
{
    public Rotation Rest { get; init; } = Rotation.Identity;

    public Curve Pitch { get; init; }

    public Curve Yaw { get; init; }

    public Curve Roll { get; init; }

    public bool IsStatic => ColumnPx.IsConstant && RowPx.IsConstant && DisparityPx.IsConstant
        && Pitch.IsConstant && Yaw.IsConstant && Roll.IsConstant;

    public Pose At(double seconds, double focalPx, double focalTimesBaseline)
    {
        double z = focalTimesBaseline / DisparityPx.At(seconds);
        Vec3 centre = new(ColumnPx.At(seconds) * z / focalPx, RowPx.At(seconds) * z / focalPx, z);
        return new Pose(Rotation.FromAngles(Pitch.At(seconds), Yaw.At(seconds), Roll.At(seconds)) * Rest, centre);
    }
}
