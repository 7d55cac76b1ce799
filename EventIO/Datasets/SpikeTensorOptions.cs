using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Datasets;

/// <summary>How <see cref="SpikeTensorConversion"/> cuts and encodes. At most one of <see cref="LeftEvents"/> and <see cref="EndTimesUs"/>.</summary>
public sealed record SpikeTensorOptions
{
    /// <summary>How events become tensors; SBT is what the published networks read.</summary>
    public EventEncoding Encoding { get; init; } = EventEncoding.Sbt;

    /// <summary>Length of a window by time; 50 ms is what the published networks read.</summary>
    public long WindowUs { get; init; } = StackingBasedOnTime.DefaultWindowUs;

    /// <summary>Cuts by this many events of the left, or only, camera instead.</summary>
    public int? LeftEvents { get; init; }

    /// <summary>Takes the windows of <see cref="WindowUs"/> that end at these times instead, such as ground truth's.</summary>
    public IReadOnlyList<long>? EndTimesUs { get; init; }

    /// <summary>
    /// Slices of SBT, SBN and histograms, bins of a voxel grid; null takes 5, which is what the published networks read, and 1 for a histogram. Others have none.
    /// </summary>
    public int? Bins { get; init; }

    /// <summary>How a voxel grid scales time.</summary>
    public VoxelNormalization Normalization { get; init; } = VoxelNormalization.Zhu;

    /// <summary>Standardises each voxel grid over what is not 0 (<see cref="VoxelGrid.Standardize"/>); off, because it makes windows incomparable.</summary>
    public bool Standardize { get; init; }

    /// <summary>Cells, neighbourhood and memory of averaged time surfaces, and the time constant of time surfaces of both kinds.</summary>
    public AveragedTimeSurfaceOptions Surface { get; init; } = new();

    /// <summary>Maps to rectify with; null keeps raw pixels.</summary>
    public StereoRectification? Rectification { get; init; }

    /// <summary>How rectified coordinates become pixels. Exact ones go with SBT and voxel grids, and with no filter that reshapes the sensor.</summary>
    public RectificationRounding Rounding { get; init; } = RectificationRounding.Nearest;

    /// <summary>Filters, in order. Where events are rectified, they come before that, but those that reshape the sensor, a region of interest and down-sampling, after it.</summary>
    public IReadOnlyList<EventFilter> Filters { get; init; } = [];

    /// <summary>The one camera to take, as <c>events</c>; null takes them all.</summary>
    public CameraSide? Camera { get; init; }

    /// <summary>Writes coordinates and values of what is not 0 instead of dense arrays.</summary>
    public bool Sparse { get; init; }

    /// <summary>Begins here; null is the recording's beginning.</summary>
    public long? FromUs { get; init; }

    /// <summary>Ends here; null is the recording's end.</summary>
    public long? ToUs { get; init; }

    /// <summary>Refuses a recording of which any event had to be dropped or reordered.</summary>
    public bool Strict { get; init; }

    /// <summary><see cref="Bins"/> or its default.</summary>
    internal int BinsOrDefault => Bins ?? (Encoding == EventEncoding.Histogram ? 1 : StackingBasedOnTime.DefaultChannels);

    /// <summary>Whether events are spread between the pixels of the rectified image.</summary>
    internal bool Exact => Rectification is not null && Rounding == RectificationRounding.Exact;

    /// <summary>Checks what goes together.</summary>
    /// <exception cref="ArgumentException">Something does not.</exception>
    internal void Check()
    {
        if (LeftEvents is not null && EndTimesUs is not null)
        {
            throw new ArgumentException("windows are cut by count or end at given times, not both", nameof(EndTimesUs));
        }

        if (Exact && (Encoding is not (EventEncoding.Sbt or EventEncoding.Voxel) || Filters.Any(filter => filter.Reshapes)))
        {
            throw new ArgumentException("exact rectification goes with SBT and voxel grids, and with no filter that reshapes the sensor", nameof(Rounding));
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(BinsOrDefault, 1, TimeSlices.MaxSlices), BinsOrDefault, nameof(Bins));
        Surface.Check();
    }
}
