using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// A pinhole camera of the rig. The ray of pixel (u, v) is <c>Origin + s (D0 + u Du + v Dv)</c> in the rig's frame with a z of
/// 1, so that <c>s</c> is the depth. The row offset and the roll of a misaligned camera turn its image about the principal
/// point, which lies in the middle of the sensor.
/// </summary>
internal sealed class CameraModel
{
    private readonly double cos;
    private readonly double sin;
    private readonly double rowOffsetPx;

    public CameraModel(SensorSize sensor, double focalPx, double originX, double rowOffsetPx = 0, double rollRadians = 0, double latencySeconds = 0)
    {
        Sensor = sensor;
        FocalPx = focalPx;
        Origin = new Vec3(originX, 0, 0);
        LatencySeconds = latencySeconds;
        CentreX = (sensor.Width - 1) / 2.0;
        CentreY = (sensor.Height - 1) / 2.0;
        this.rowOffsetPx = rowOffsetPx;
        (sin, cos) = Math.SinCos(rollRadians);
        D0 = RayAt(0, 0);
        Du = RayAt(1, 0) - D0;
        Dv = RayAt(0, 1) - D0;
    }

    public SensorSize Sensor { get; }

    public double FocalPx { get; }

    public double CentreX { get; }

    public double CentreY { get; }

    /// <summary>The camera's centre in the rig's frame.</summary>
    public Vec3 Origin { get; }

    /// <summary>How late the camera's events are stamped: at time t it shows the scene of <c>t - latency</c>.</summary>
    public double LatencySeconds { get; }

    public Vec3 D0 { get; }

    public Vec3 Du { get; }

    public Vec3 Dv { get; }

    /// <summary>Where a point of the rig's frame with a positive z appears, in px.</summary>
    public (double U, double V) Project(in Vec3 p)
    {
        double x = FocalPx * (p.X - Origin.X) / p.Z;
        double y = FocalPx * (p.Y - Origin.Y) / p.Z;
        return ((cos * x) - (sin * y) + CentreX, (sin * x) + (cos * y) + CentreY + rowOffsetPx);
    }

    private Vec3 RayAt(double u, double v)
    {
        double x = u - CentreX;
        double y = v - CentreY - rowOffsetPx;
        return new Vec3(((cos * x) + (sin * y)) / FocalPx, ((cos * y) - (sin * x)) / FocalPx, 1);
    }
}
