using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;

namespace EventStereo.EventIO.Datasets;

/// <summary>How <see cref="SpikeTensorConversion"/> cuts and encodes. At most one of <see cref="LeftEvents"/> and <see cref="EndTimesUs"/>.</summary>
public sealed record SpikeTensorOptions
{
    /// <summary>Length of a window by time; 50 ms is what the published networks read.</summary>
    public long WindowUs { get; init; } = StackingBasedOnTime.DefaultWindowUs;

    /// <summary>Cuts by this many left events instead.</summary>
    public int? LeftEvents { get; init; }

    /// <summary>Takes the windows of <see cref="WindowUs"/> that end at these times instead, such as ground truth's.</summary>
    public IReadOnlyList<long>? EndTimesUs { get; init; }

    /// <summary>Number of SBT channels; 5 is what the published networks read.</summary>
    public int Channels { get; init; } = StackingBasedOnTime.DefaultChannels;

    /// <summary>Maps to rectify with; null keeps raw pixels.</summary>
    public StereoRectification? Rectification { get; init; }

    /// <summary>How rectified coordinates become pixels.</summary>
    public RectificationRounding Rounding { get; init; } = RectificationRounding.Nearest;

    /// <summary>Begins here; null is the recording's beginning.</summary>
    public long? FromUs { get; init; }

    /// <summary>Ends here; null is the recording's end.</summary>
    public long? ToUs { get; init; }

    /// <summary>Refuses a recording of which any event had to be dropped or reordered.</summary>
    public bool Strict { get; init; }
}
