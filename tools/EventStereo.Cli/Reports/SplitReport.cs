using EventStereo.EventIO.Datasets;

namespace EventStereo.Cli.Reports;

/// <summary>A part of a published split: its name for --split, its frames, and those of each of its sequences.</summary>
internal sealed record SplitReport(string Split, int? Frames, IReadOnlyList<SplitSequence> Sequences)
{
    /// <summary>A part of one of MVSEC's splits.</summary>
    public static SplitReport Of(MvsecSplit split, DatasetPart part) => Of(split.Name, part, split.Frames(part));

    /// <summary>A part of one of StereoSpike's.</summary>
    public static SplitReport Of(StereoSpikeSplit split, DatasetPart part) => Of(split.Name, part, split.Frames(part));

    /// <summary>The sequences of DSEC with public ground truth.</summary>
    public static SplitReport OfDsecTraining() => new(
        new DatasetSelection(DsecSplit.Name, DatasetPart.Train).ToString(),
        null,
        [.. DsecSplit.Train.Select(name => new SplitSequence(name, null, null, null))]);

    private static SplitReport Of(string name, DatasetPart part, IReadOnlyList<DatasetFrames> parts)
    {
        SplitSequence[] sequences = [.. parts.Select(frames => new SplitSequence(frames.Sequence, frames.Frames[0], frames.Frames[^1], frames.Frames.Count))];
        return new SplitReport(new DatasetSelection(name, part).ToString(), sequences.Sum(sequence => sequence.Frames), sequences);
    }
}
