using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>Names and limits of DSEC's event files (Gehrig et al., "DSEC: A Stereo Event Camera Dataset for Driving Scenarios", RA-L 2021).</summary>
internal static class DsecLayout
{
    public const string Times = "/events/t";
    public const string Columns = "/events/x";
    public const string Rows = "/events/y";
    public const string Polarities = "/events/p";

    /// <summary>For each millisecond of the file's clock, the index of its first event.</summary>
    public const string MillisecondIndex = "/ms_to_idx";

    /// <summary>Microseconds to be added to the file's times.</summary>
    public const string TimeOffset = "/t_offset";

    public const long UsPerMs = 1000;

    /// <summary>No recording is 115 days long; a time further than this from the file's offset is damage.</summary>
    public const long MaxSpanUs = 10_000_000_000_000;

    /// <summary>Largest offset: the year 5138.</summary>
    public const long MaxOffsetUs = 100_000_000_000_000_000;

    /// <summary>Prophesee Gen3.1, DSEC's event cameras; no file states it.</summary>
    public static readonly SensorSize Sensor = new(640, 480);
}
