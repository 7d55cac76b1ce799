using EventStereo.EventIO.Encoding;

namespace EventStereo.EventIO.Datasets;

/// <summary>How samples are made of a data set's recordings.</summary>
public sealed record DatasetOptions
{
    /// <summary>Length of a window, which ends at its ground truth's time. 50 ms: the time between two maps of MVSEC, and what DDES and DSEC's baseline take.</summary>
    public long WindowUs { get; init; } = StackingBasedOnTime.DefaultWindowUs;

    /// <summary>SBT channels of a sample. 5, the published networks'.</summary>
    public int Channels { get; init; } = StackingBasedOnTime.DefaultChannels;

    /// <summary>
    /// Windows and ground truth as DDES' converter makes them: the window is open at both ends, so an event at the very microsecond of
    /// its beginning is not in it, and disparity is rounded to sevenths of a pixel (<see cref="DdesGroundTruth"/>). Otherwise windows are
    /// half-open and disparity keeps its precision.
    /// </summary>
    public bool Ddes { get; init; }

    /// <summary>Windows with ground truth come with its depth too, where the source holds depth. False, since it reads each map twice and only scoring needs it.</summary>
    public bool WithDepth { get; init; }
}
