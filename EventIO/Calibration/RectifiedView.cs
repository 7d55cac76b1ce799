namespace EventStereo.EventIO.Calibration;

/// <summary>What rectification makes of one camera: it turns it and gives it a pinhole without a lens, in an image of the raw one's size.</summary>
/// <param name="Rotation">From the camera's frame to the rectified one.</param>
/// <param name="FocalXPx">Focal length across columns.</param>
/// <param name="FocalYPx">Focal length across rows.</param>
/// <param name="CentreXPx">Column of the principal point.</param>
/// <param name="CentreYPx">Row of the principal point.</param>
public sealed record RectifiedView(RotationMatrix Rotation, double FocalXPx, double FocalYPx, double CentreXPx, double CentreYPx)
{
    /// <summary>Where a point of the camera's frame appears in the rectified image.</summary>
    public (double Column, double Row) Project(double x, double y, double z)
    {
        (double rx, double ry, double rz) = Rotation.Apply(x, y, z);
        return ((FocalXPx * rx / rz) + CentreXPx, (FocalYPx * ry / rz) + CentreYPx);
    }

    /// <summary>The direction, in the camera's frame, of a place in the rectified image.</summary>
    public (double X, double Y, double Z) Ray(double column, double row) =>
        Rotation.Inverse().Apply((column - CentreXPx) / FocalXPx, (row - CentreYPx) / FocalYPx, 1);
}
