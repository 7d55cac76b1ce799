using EventStereo.EventIO.Calibration;

namespace EventStereo.EventIO.Datasets;

/// <summary>Where the files of one MVSEC sequence lie.</summary>
internal sealed record MvsecFiles(string Scene, string Data, string Truth, string Calibration)
{
    /// <summary>Everything that must be there; a folder ends in a slash.</summary>
    public IEnumerable<string> All => [Data, Truth, Calibration + "/"];

    /// <summary>The places of a sequence's files in a folder, or in the folder of its scene if there is one.</summary>
    public static MvsecFiles Find(string folder, string sequence)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string scene = sequence.TrimEnd("0123456789".ToCharArray());
        string inner = Path.Combine(folder, scene);
        string home = Directory.Exists(inner) ? inner : folder;
        return new MvsecFiles(scene, Path.Combine(home, $"{sequence}_data.hdf5"), Path.Combine(home, $"{sequence}_gt.hdf5"), Path.Combine(home, $"{scene}_calib"));
    }

    /// <summary>
    /// Focal length and baseline of the scene's rectified pair: the published constant of indoor_flying, for other scenes what the camera
    /// chain beside the maps says.
    /// </summary>
    public StereoGeometry Geometry(StereoRectification maps) => Scene == "indoor_flying"
        ? StereoGeometry.MvsecIndoorFlying
        : maps.Geometry ?? throw new InvalidDataException($"{Calibration}: no camera chain (camchain-imucam-{Scene}.yaml) beside the maps, so depth gives no disparity");
}
