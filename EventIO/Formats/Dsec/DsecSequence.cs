using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>
/// Where the parts of a DSEC sequence lie. Two layouts are known: <c>SEQ/events/{left,right}/events.h5</c>, <c>SEQ/calibration</c>,
/// <c>SEQ/disparity</c>, and the archives as they are downloaded, each unpacked into a folder of its own name,
/// <c>SEQ_events_left</c>, <c>SEQ_events_right</c>, <c>SEQ_calibration</c>, <c>SEQ_disparity_event</c>, with <c>SEQ_disparity_timestamps.txt</c>.
/// </summary>
public sealed class DsecSequence
{
    private const string EventsFile = "events.h5";
    private const string MapFile = "rectify_map.h5";
    private const string CalibrationFile = "cam_to_cam.yaml";
    private const string LeftArchive = "_events_left";
    private const string RightArchive = "_events_right";
    private const string CalibrationArchive = "_calibration";
    private readonly string left;
    private readonly string right;

    private DsecSequence(string path, string left, string right, string calibration, string disparity, string times)
    {
        Path = path;
        this.left = left;
        this.right = right;
        Calibration = Existing(System.IO.Path.Combine(calibration, CalibrationFile));
        DisparityFolder = Directory.Exists(disparity) ? disparity : null;
        DisparityTimes = Existing(times);
    }

    /// <summary>The folder that holds the parts.</summary>
    public string Path { get; }

    /// <summary><c>cam_to_cam.yaml</c>; null if it is not there.</summary>
    public string? Calibration { get; }

    /// <summary>The folder of the event cameras' disparity maps; null if it is not there.</summary>
    public string? DisparityFolder { get; }

    /// <summary>The maps' time stamps; null if they are not there.</summary>
    public string? DisparityTimes { get; }

    /// <summary>Whether both cameras' <c>rectify_map.h5</c> are there.</summary>
    public bool HasRectification => File.Exists(LeftMap) && File.Exists(RightMap);

    /// <summary>Place of the left camera's <c>rectify_map.h5</c>.</summary>
    public string LeftMap => System.IO.Path.Combine(left, MapFile);

    /// <summary>Place of the right camera's <c>rectify_map.h5</c>.</summary>
    public string RightMap => System.IO.Path.Combine(right, MapFile);

    /// <summary>A camera's <c>events.h5</c>; null if it is not there.</summary>
    public string? Events(CameraSide side) => Existing(System.IO.Path.Combine(side == CameraSide.Left ? left : right, EventsFile));

    /// <summary>
    /// The sequence that a path belongs to: its folder, one of its parts' folders, or a file in one of these; null if the names around it are
    /// not those of DSEC.
    /// </summary>
    public static DsecSequence? TryFind(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.GetFullPath(path);
        string? folder = Directory.Exists(full) ? full : System.IO.Path.GetDirectoryName(full);
        while (folder is not null && System.IO.Path.GetFileName(folder) is "left" or "right" or "events" or "calibration" or "disparity" or "event")
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder is null ? null : OfFolders(folder) ?? OfArchives(folder);
    }

    /// <summary><see cref="Calibration"/>, which must be there.</summary>
    internal string RequireCalibration() => Calibration ?? throw new InvalidDataException($"{Path}: no {CalibrationFile} in its calibration");

    private static DsecSequence? OfFolders(string root)
    {
        string events = System.IO.Path.Combine(root, "events"), disparity = System.IO.Path.Combine(root, "disparity");
        DsecSequence sequence = new(
            root, System.IO.Path.Combine(events, "left"), System.IO.Path.Combine(events, "right"), System.IO.Path.Combine(root, "calibration"),
            System.IO.Path.Combine(disparity, "event"), System.IO.Path.Combine(disparity, "timestamps.txt"));
        return sequence.IsEmpty ? null : sequence;
    }

    private static DsecSequence? OfArchives(string folder)
    {
        foreach (string ending in (string[])[LeftArchive, RightArchive, CalibrationArchive, "_disparity_event"])
        {
            if (folder.EndsWith(ending, StringComparison.Ordinal) && System.IO.Path.GetDirectoryName(folder) is string root)
            {
                return Named(root, System.IO.Path.GetFileName(folder)[..^ending.Length]);
            }
        }

        // The folder that the archives were unpacked in, if they are of one sequence.
        string[] names = [.. Directory.EnumerateDirectories(folder)
            .Select(part => System.IO.Path.GetFileName(part))
            .SelectMany(part => new[] { LeftArchive, RightArchive, CalibrationArchive }
                .Where(ending => part.EndsWith(ending, StringComparison.Ordinal)).Select(ending => part[..^ending.Length]))
            .Distinct().Take(2)];
        return names is [string name] ? Named(folder, name) : null;
    }

    private static DsecSequence Named(string root, string name) => new(
        root, System.IO.Path.Combine(root, name + LeftArchive), System.IO.Path.Combine(root, name + RightArchive), System.IO.Path.Combine(root, name + CalibrationArchive),
        System.IO.Path.Combine(root, name + "_disparity_event"), System.IO.Path.Combine(root, name + "_disparity_timestamps.txt"));

    private bool IsEmpty => Events(CameraSide.Left) is null && Events(CameraSide.Right) is null && !HasRectification && Calibration is null;

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
