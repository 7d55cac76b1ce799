namespace EventStereo.EventIO.Calibration;

/// <summary>From one camera's frame to another's: p' = R p + t.</summary>
/// <param name="Rotation">R.</param>
/// <param name="XM">t, to the right in the second frame, in metres.</param>
/// <param name="YM">t, down.</param>
/// <param name="ZM">t, forward.</param>
public sealed record RigidTransform(RotationMatrix Rotation, double XM, double YM, double ZM)
{
    /// <summary>Distance of the two frames' origins in metres.</summary>
    public double DistanceM => Math.Sqrt((XM * XM) + (YM * YM) + (ZM * ZM));

    /// <summary>Moves a point.</summary>
    public (double X, double Y, double Z) Apply(double x, double y, double z)
    {
        (double rx, double ry, double rz) = Rotation.Apply(x, y, z);
        return (rx + XM, ry + YM, rz + ZM);
    }

    /// <summary>This movement after another.</summary>
    public RigidTransform After(RigidTransform first)
    {
        ArgumentNullException.ThrowIfNull(first);
        (double x, double y, double z) = Apply(first.XM, first.YM, first.ZM);
        return new RigidTransform(Rotation.After(first.Rotation), x, y, z);
    }
}
