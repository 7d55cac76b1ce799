using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Dsec;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// DSEC as it is downloaded, in either layout of <see cref="DsecSequence"/>: sequences lie in <c>FOLDER/train</c> or in the folder
/// itself. Events are rectified by each camera's <c>rectify_map.h5</c>, rounded to the nearest pixel. The first map of a sequence
/// has no events before it and is left out, as DSEC's own loader does.
/// </summary>
public static class DsecDataset
{
    private const string Page = "the events, calibration, disparity (event) and disparity timestamps of DSEC's download page (dsec.ifi.uzh.ch)";
    private const int FirstMap = 1;

    /// <summary>The training part: every sequence of <see cref="DsecSplit.Train"/>.</summary>
    /// <param name="folder">Where the download lies.</param>
    /// <param name="options">How samples are made; null takes the defaults.</param>
    /// <exception cref="FileNotFoundException">Files are missing; the message lists them, where each must lie and what to fetch.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static StereoDataset OpenTrain(string folder, DatasetOptions? options = null) => Open(folder, $"{DsecSplit.Name}:train", DsecSplit.Train, options);

    /// <summary>One sequence with public ground truth, such as <c>zurich_city_00_a</c>.</summary>
    /// <param name="folder">Where the download lies.</param>
    /// <param name="sequence">Its name.</param>
    /// <param name="options">How samples are made; null takes the defaults.</param>
    /// <exception cref="FileNotFoundException">Files are missing; the message lists them, where each must lie and what to fetch.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static StereoDataset OpenSequence(string folder, string sequence, DatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(sequence);
        return Open(folder, sequence, [sequence], options);
    }

    private static StereoDataset Open(string folder, string name, IReadOnlyList<string> sequences, DatasetOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] homes = [.. sequences.Select(sequence => Home(folder, sequence))];
        DatasetFiles.Require($"DSEC {name}", folder, Page, sequences.Zip(homes).SelectMany(pair => Missing(folder, pair.First, pair.Second)));
        return new StereoDataset(name, [.. sequences.Zip(homes, (sequence, home) => new StereoSequence(sequence, Frames(home), () => OpenFiles(home)))], options);
    }

    /// <summary>The folder of a sequence, or that of its left events where each archive is unpacked by itself.</summary>
    private static string Home(string folder, string sequence)
    {
        string[] places = [Path.Combine(folder, "train", sequence), Path.Combine(folder, sequence), Path.Combine(folder, $"{sequence}_events_left"), Path.Combine(folder, "train", $"{sequence}_events_left")];
        return places.FirstOrDefault(Directory.Exists) ?? places[0];
    }

    /// <summary>What is not there, as its place in the layout of folders.</summary>
    private static IEnumerable<string> Missing(string folder, string name, string home)
    {
        DsecSequence? sequence = Directory.Exists(home) ? DsecSequence.TryFind(home) : null;
        string place = Path.Combine(folder, "train", name);
        foreach (CameraSide side in CameraSides.Both)
        {
            string events = Path.Combine(place, "events", side == CameraSide.Left ? "left" : "right");
            string? map = side == CameraSide.Left ? sequence?.LeftMap : sequence?.RightMap;
            if (sequence?.Events(side) is null)
            {
                yield return Path.Combine(events, "events.h5");
            }

            if (!File.Exists(map))
            {
                yield return Path.Combine(events, "rectify_map.h5");
            }
        }

        if (sequence?.Calibration is null)
        {
            yield return Path.Combine(place, "calibration", "cam_to_cam.yaml");
        }

        if (sequence?.DisparityFolder is null)
        {
            yield return Path.Combine(place, "disparity", "event") + "/";
        }

        if (sequence?.DisparityTimes is null)
        {
            yield return Path.Combine(place, "disparity", "timestamps.txt");
        }
    }

    private static int[] Frames(string home)
    {
        int maps = Truth(home, originUs: 0).TimesUs.Count;
        return [.. Enumerable.Range(FirstMap, Math.Max(0, maps - FirstMap))];
    }

    private static DsecGroundTruth Truth(string home, long originUs) =>
        DsecSequence.TryFind(home) is { DisparityFolder: string maps, DisparityTimes: string times }
            ? DsecGroundTruth.Open(maps, times, originUs)
            : throw new InvalidDataException($"{home}: no disparity in it any more");

    private static (IEventRecording Rectified, IDisparityTruth Truth) OpenFiles(string home)
    {
        StereoRectification maps = StereoRectification.Load(home);
        DsecRecording recording = DsecRecording.Open(home, new OpenOptions { Sensor = maps.Sensor });
        try
        {
            return (new RectifiedRecording(CameraSides.RequireBoth(recording), maps, maps.Geometry), Truth(home, recording.OriginUs));
        }
        catch
        {
            recording.Dispose();
            throw;
        }
    }
}
