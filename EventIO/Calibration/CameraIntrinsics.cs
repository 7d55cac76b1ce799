using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>
/// A camera as calibrated: a pinhole and a lens. A point (x, y, z) of the camera's frame (x to the right, y down, z forward) appears at
/// column fx a' + cx, row fy b' + cy, where (a', b') is (x/z, y/z) bent by the lens; see <see cref="DistortionModel"/>.
/// </summary>
public sealed class CameraIntrinsics
{
    private const double MaxFocalPx = 1e6;
    private readonly double[] coefficients;

    /// <summary>Makes a camera.</summary>
    /// <param name="sensor">Size of its image.</param>
    /// <param name="focalXPx">Focal length across columns, fx, above 0.</param>
    /// <param name="focalYPx">Focal length across rows, fy, above 0.</param>
    /// <param name="centreXPx">Column of the principal point, cx.</param>
    /// <param name="centreYPx">Row of the principal point, cy.</param>
    /// <param name="distortion">The lens.</param>
    /// <param name="coefficients">Its coefficients: none, 4 or 5 (k1, k2, p1, p2, k3), or 4 (k1 to k4).</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are too many or too few.</exception>
    public CameraIntrinsics(
        SensorSize sensor, double focalXPx, double focalYPx, double centreXPx, double centreYPx,
        DistortionModel distortion = DistortionModel.None, params ReadOnlySpan<double> coefficients)
    {
        if (!(focalXPx > 0 && focalXPx <= MaxFocalPx && focalYPx > 0 && focalYPx <= MaxFocalPx))
        {
            throw new ArgumentException($"focal lengths of {focalXPx:R} and {focalYPx:R} px; each must be above 0 and at most {MaxFocalPx:0}");
        }

        if (!double.IsFinite(centreXPx) || !double.IsFinite(centreYPx))
        {
            throw new ArgumentException("the principal point is not finite");
        }

        bool right = distortion switch
        {
            DistortionModel.None => coefficients.Length == 0,
            DistortionModel.RadialTangential => coefficients.Length is 4 or 5,
            _ => coefficients.Length == 4,
        };
        if (!right)
        {
            throw new ArgumentException($"{coefficients.Length} distortion coefficients do not make the model {distortion}");
        }

        foreach (double coefficient in coefficients)
        {
            if (!double.IsFinite(coefficient))
            {
                throw new ArgumentException("a distortion coefficient is not finite");
            }
        }

        Sensor = sensor;
        FocalXPx = focalXPx;
        FocalYPx = focalYPx;
        CentreXPx = centreXPx;
        CentreYPx = centreYPx;
        Distortion = distortion;
        this.coefficients = coefficients.ToArray();
    }

    /// <summary>Size of the image.</summary>
    public SensorSize Sensor { get; }

    /// <summary>Focal length across columns, fx.</summary>
    public double FocalXPx { get; }

    /// <summary>Focal length across rows, fy.</summary>
    public double FocalYPx { get; }

    /// <summary>Column of the principal point, cx.</summary>
    public double CentreXPx { get; }

    /// <summary>Row of the principal point, cy.</summary>
    public double CentreYPx { get; }

    /// <summary>The lens.</summary>
    public DistortionModel Distortion { get; }

    /// <summary>Coefficients of the lens, in the order of <see cref="DistortionModel"/>.</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>Where a point in front of the camera appears in the raw image.</summary>
    /// <param name="x">Metres to the right.</param>
    /// <param name="y">Metres down.</param>
    /// <param name="z">Metres forward, above 0.</param>
    public (double Column, double Row) Project(double x, double y, double z)
    {
        (double a, double b) = Bend(x / z, y / z);
        return ((FocalXPx * a) + CentreXPx, (FocalYPx * b) + CentreYPx);
    }

    private (double A, double B) Bend(double a, double b)
    {
        if (Distortion == DistortionModel.None)
        {
            return (a, b);
        }

        double r2 = (a * a) + (b * b);
        if (Distortion == DistortionModel.RadialTangential)
        {
            double k3 = coefficients.Length > 4 ? coefficients[4] : 0;
            double radial = 1 + (r2 * (coefficients[0] + (r2 * (coefficients[1] + (r2 * k3)))));
            double p1 = coefficients[2], p2 = coefficients[3];
            return (
                (a * radial) + (2 * p1 * a * b) + (p2 * (r2 + (2 * a * a))),
                (b * radial) + (p1 * (r2 + (2 * b * b))) + (2 * p2 * a * b));
        }

        double r = Math.Sqrt(r2);
        if (r == 0)
        {
            return (a, b);
        }

        double theta = Math.Atan(r), t2 = theta * theta;
        double bent = theta * (1 + (t2 * (coefficients[0] + (t2 * (coefficients[1] + (t2 * (coefficients[2] + (t2 * coefficients[3]))))))));
        return (a * bent / r, b * bent / r);
    }
}
