using EventStereo.EventIO.Calibration;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs info</c> says of a calibration file. <paramref name="Rectification"/> is <c>given</c> or <c>computed</c>.</summary>
internal sealed record CalibrationReport(
    string Path, string Format, IReadOnlyList<InfoStream> Streams, IReadOnlyList<CalibratedCamera> Cameras, string Rectification, InfoCalibration Calibration)
{
    /// <summary>The report on a calibration.</summary>
    public static CalibrationReport Of(StereoCalibration rig) => new(
        rig.Path,
        rig.Format,
        [],
        [CalibratedCamera.Of("left", rig.Left), CalibratedCamera.Of("right", rig.Right)],
        rig.Given is null ? "computed" : "given",
        InfoCalibration.Of(rig.Rectify().Geometry));
}

/// <summary>One raw camera: focal lengths and principal point in px, its lens and the lens' coefficients.</summary>
internal sealed record CalibratedCamera(
    string Name, int Width, int Height, double FocalXPx, double FocalYPx, double CentreXPx, double CentreYPx, DistortionModel Distortion, IReadOnlyList<double> Coefficients)
{
    public static CalibratedCamera Of(string name, CameraIntrinsics camera) => new(
        name, camera.Sensor.Width, camera.Sensor.Height, camera.FocalXPx, camera.FocalYPx, camera.CentreXPx, camera.CentreYPx, camera.Distortion, camera.Coefficients.ToArray());
}
