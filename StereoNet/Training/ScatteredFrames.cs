using EventStereo.EventIO.Datasets;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Clips that end at the frames of a shuffled part, such as <c>mvsec-1:validation</c>, whose frames do not follow one another: each clip is the frame's
/// window and those before it in the sequence, of which only the events are used. The ground truth of other parts stays out.
/// </summary>
internal static class ScatteredFrames
{
    /// <summary>Opens the frames of <paramref name="part"/> in <paramref name="folder"/>, each at the end of a clip of up to <paramref name="clipWindows"/> windows.</summary>
    public static StereoClipSet Open(string folder, StereoDataset part, DatasetOptions options, int clipWindows, bool atEvents, long cacheBudgetBytes)
    {
        StereoClipSet clips = new(options.WindowUs, options.Channels, atEvents, cacheBudgetBytes, folder);
        foreach (StereoSequence sequence in part.Sequences)
        {
            int[] frames = [.. sequence.Frames.SelectMany(frame => Enumerable.Range(Math.Max(0, frame - clipWindows + 1), Math.Min(clipWindows, frame + 1))).Distinct().Order()];
            StereoDataset samples = MvsecDataset.OpenSequence(folder, sequence.Name, frames, options); // only MVSEC's parts are shuffled
            clips.AddEnds(sequence.Name, samples, [.. sequence.Frames.Select(frame => Array.BinarySearch(frames, frame))], clipWindows);
        }

        return clips;
    }
}
