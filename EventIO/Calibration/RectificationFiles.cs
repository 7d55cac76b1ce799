using EventStereo.EventIO.Formats.Dsec;

namespace EventStereo.EventIO.Calibration;

/// <summary>Finds the rectification that a path stands for.</summary>
internal static class RectificationFiles
{
    public static StereoRectification Load(string path)
    {
        if (!Directory.Exists(path))
        {
            _ = File.Exists(path) ? path : throw new FileNotFoundException($"{path}: no such file or folder", path);
            return Path.GetExtension(path) is ".h5" or ".hdf5" ? Dsec(path) : Computed(path);
        }

        if (Directory.EnumerateFiles(path, "*_map.txt").Any())
        {
            return Maps(path);
        }

        if (DsecSequence.TryFind(path) is { HasRectification: true } or { Calibration: not null })
        {
            return Dsec(path);
        }

        return Chain(path) is string file
            ? Computed(file)
            : throw new InvalidDataException($"{path}: no rectification in it; expected *left_x_map.txt and its three companions, one calibration file (.yaml), or DSEC's rectify_map.h5 or cam_to_cam.yaml");
    }

    private static StereoRectification Computed(string path) => StereoRectification.Compute(StereoCalibration.Load(path));

    private static StereoRectification Maps(string folder)
    {
        StereoRectification maps = StereoRectification.Pair(
            folder,
            RectificationMap.Load(One(folder, "left_x_map.txt"), One(folder, "left_y_map.txt")),
            RectificationMap.Load(One(folder, "right_x_map.txt"), One(folder, "right_y_map.txt")));
        return Chain(folder) is string chain && StereoCalibration.Load(chain).Given is RectifiedPair pair ? maps with { Geometry = pair.Geometry } : maps;
    }

    /// <summary>The dataset's own maps where they are, else what its calibration gives.</summary>
    private static StereoRectification Dsec(string path)
    {
        DsecSequence sequence = DsecSequence.TryFind(path)
            ?? throw new InvalidDataException($"{path}: no rectification of DSEC; expected rectify_map.h5 of the left and the right camera, or cam_to_cam.yaml");
        if (!sequence.HasRectification)
        {
            return Computed(sequence.RequireCalibration());
        }

        StereoRectification maps = StereoRectification.Pair(path, DsecRectifyMap.Load(sequence.LeftMap), DsecRectifyMap.Load(sequence.RightMap));
        return sequence.Calibration is string calibration ? maps with { Geometry = StereoCalibration.Load(calibration).Rectify().Geometry } : maps;
    }

    /// <summary>The one calibration file of a folder, but for ROS' files of one camera each, of which the left one stands for both; null if there is none or more.</summary>
    private static string? Chain(string folder)
    {
        string[] all = [.. Directory.EnumerateFiles(folder, "*.yaml").Concat(Directory.EnumerateFiles(folder, "*.yml")).Order(StringComparer.Ordinal)];
        string[] chains = [.. all.Where(file => !IsOneCamera(file))];
        return chains.Length > 0 ? chains.Length == 1 ? chains[0] : null
            : all.Where(file => Path.GetFileName(file).Contains("left", StringComparison.Ordinal)).Take(2).ToArray() is [string only] ? only : null;
    }

    private static bool IsOneCamera(string file) =>
        Path.GetFileName(file) is string name && (name.Contains("left", StringComparison.Ordinal) || name.Contains("right", StringComparison.Ordinal));

    private static string One(string folder, string ending)
    {
        string[] found = Directory.GetFiles(folder, "*" + ending);
        return found.Length == 1
            ? found[0]
            : throw new InvalidDataException($"{folder}: expected one file named *{ending}, found {found.Length}");
    }
}
