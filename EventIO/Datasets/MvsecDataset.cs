using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// MVSEC as it is downloaded (HDF5): <c>SEQUENCE_data.hdf5</c>, <c>SEQUENCE_gt.hdf5</c> and the scene's calibration, unpacked
/// into <c>SCENE_calib</c>; for <c>indoor_flying1</c> the scene is <c>indoor_flying</c>. They lie in the folder itself or in its
/// <c>SCENE</c> folder. Events are rectified by the scene's maps, rounded to the nearest pixel.
/// </summary>
public static class MvsecDataset
{
    private const string Page = "the HDF5 files and calibrations of MVSEC's download page (daniilidis-group.github.io/mvsec)";

    /// <summary>A part of a published split.</summary>
    /// <param name="folder">Where the download lies.</param>
    /// <param name="split">The split.</param>
    /// <param name="part">Its part.</param>
    /// <param name="options">How samples are made; null takes the defaults.</param>
    /// <exception cref="FileNotFoundException">Files are missing; the message lists them, where each must lie and what to fetch.</exception>
    public static StereoDataset Open(string folder, MvsecSplit split, DatasetPart part, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(split);
        return Open(folder, $"{split.Name}:{part.ToString().ToLowerInvariant()}", split.Frames(part), options ?? new DatasetOptions());
    }

    /// <summary>A part of StereoSpike's draw of the same sequences.</summary>
    /// <param name="folder">Where the download lies.</param>
    /// <param name="split">The split.</param>
    /// <param name="part">Its part.</param>
    /// <param name="options">How samples are made; null takes the defaults.</param>
    /// <exception cref="FileNotFoundException">Files are missing; the message lists them, where each must lie and what to fetch.</exception>
    public static StereoDataset Open(string folder, StereoSpikeSplit split, DatasetPart part, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(split);
        return Open(folder, $"{split.Name}:{part.ToString().ToLowerInvariant()}", split.Frames(part), options ?? new DatasetOptions());
    }

    /// <summary>One sequence, such as <c>indoor_flying1</c> or <c>outdoor_day2</c>.</summary>
    /// <param name="folder">Where the download lies.</param>
    /// <param name="sequence">Its name.</param>
    /// <param name="frames">Ground-truth maps to take, ascending; null takes all.</param>
    /// <param name="options">How samples are made; null takes the defaults.</param>
    /// <exception cref="FileNotFoundException">Files are missing; the message lists them, where each must lie and what to fetch.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static StereoDataset OpenSequence(string folder, string sequence, IReadOnlyList<int>? frames = null, DatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(sequence);
        DatasetOptions chosen = options ?? new DatasetOptions();
        MvsecFiles files = MvsecFiles.Find(folder, sequence);
        DatasetFiles.Require($"MVSEC {sequence}", folder, Page, files.All);
        return new StereoDataset(sequence, [new StereoSequence(sequence, frames, () => OpenFiles(files, chosen))], chosen);
    }

    private static StereoDataset Open(string folder, string name, IReadOnlyList<DatasetFrames> parts, DatasetOptions options)
    {
        MvsecFiles[] files = [.. parts.Select(part => MvsecFiles.Find(folder, part.Sequence))];
        DatasetFiles.Require($"MVSEC {name}", folder, Page, files.SelectMany(sequence => sequence.All));
        return new StereoDataset(
            name,
            [.. parts.Zip(files, (part, sequence) => new StereoSequence(part.Sequence, part.Frames, () => OpenFiles(sequence, options)))],
            options);
    }

    private static (IEventRecording Rectified, IDisparityTruth Truth) OpenFiles(MvsecFiles files, DatasetOptions options)
    {
        StereoRectification maps = StereoRectification.Load(files.Calibration);
        StereoGeometry rig = files.Geometry(maps);
        MvsecRecording recording = MvsecRecording.Open(files.Data);
        try
        {
            return (new RectifiedRecording(recording, maps, rig), new MvsecDisparityTruth(MvsecGroundTruth.Open(files.Truth, recording.OriginSeconds), rig, options.Ddes));
        }
        catch
        {
            recording.Dispose();
            throw;
        }
    }
}
