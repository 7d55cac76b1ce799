using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>Names and limits of MVSEC's HDF5 layout (Zhu et al., "The Multivehicle Stereo Event Camera Dataset", RA-L 2018).</summary>
internal static class MvsecLayout
{
    public const string Davis = "/davis";
    public const int EventColumns = 4;
    public const int TimeColumn = 2;

    /// <summary>Events of one step of reading, and the reach of the reorder buffer: 2 MB as float64.</summary>
    public const int StepEvents = 65_536;

    /// <summary>No recording is 115 days long; a time further than this from the origin is damage.</summary>
    public const double MaxSpanSeconds = 1e7;

    /// <summary>Largest magnitude of a time stamp, in seconds: the year 5138.</summary>
    public const double MaxTimeSeconds = 1e11;

    /// <summary>Largest sensor, columns or rows.</summary>
    public const int MaxSide = 16_384;

    public const string SensorWidth = "sensor_width";
    public const string SensorHeight = "sensor_height";
    public const string FocalPx = "focal_px";
    public const string BaselineM = "baseline_m";
    public const string OriginSeconds = "origin_s";
    public const string Generator = "generator";
    public const string Config = "config";

    public static string Group(CameraSide side) => side == CameraSide.Left ? "/davis/left" : "/davis/right";

    public static string Events(CameraSide side) => $"{Group(side)}/events";

    public static string Frames(CameraSide side) => $"{Group(side)}/image_raw";

    /// <summary>Microseconds from the origin, rounded to the nearest.</summary>
    public static long ToUs(double seconds, double originSeconds) => (long)Math.Round((seconds - originSeconds) * 1e6);
}
