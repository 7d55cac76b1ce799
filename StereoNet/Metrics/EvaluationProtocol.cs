using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// The rules by which disparity maps are scored: at which pixels, against which ground truth, how depth is made of disparity, and how
/// maps are averaged. Numbers under different protocols do not compare; <c>docs/protocols.md</c> has them side by side.
/// </summary>
public abstract class EvaluationProtocol
{
    private protected EvaluationProtocol(string name, string description)
    {
        Name = name;
        Description = description;
    }

    /// <summary>Full precision, every pixel with ground truth.</summary>
    public static EvaluationProtocol Dense { get; } = new FloatProtocol("float", atEvents: false);

    /// <summary>Full precision, pixels with ground truth and an event of the left camera in the window.</summary>
    public static EvaluationProtocol Events { get; } = new FloatProtocol("events", atEvents: true);

    /// <summary>Full precision, pixels with an event of the left camera in the window, against the depth that the latest of them had when it happened; simulated recordings have it.</summary>
    public static EvaluationProtocol EventDepth { get; } = new EventDepthProtocol();

    /// <summary>DDES (Tulyakov et al., ICCV 2019), dense.</summary>
    public static EvaluationProtocol Ddes { get; } = new DdesProtocol("ddes", sparse: false);

    /// <summary>DDES, sparse: only where one of the last 15,000 events of the left camera fell.</summary>
    public static EvaluationProtocol DdesSparse { get; } = new DdesProtocol("ddes-sparse", sparse: true);

    /// <summary>StereoSpike (Rançon et al., IEEE Access 2022).</summary>
    public static EvaluationProtocol StereoSpike { get; } = new StereoSpikeProtocol();

    /// <summary>The disparity benchmark of DSEC (Gehrig et al., RA-L 2021).</summary>
    public static EvaluationProtocol Dsec { get; } = new DsecProtocol();

    /// <summary>All protocols.</summary>
    public static IReadOnlyList<EvaluationProtocol> All { get; } = [Events, EventDepth, Dense, Ddes, DdesSparse, StereoSpike, Dsec];

    /// <summary>Other names of some protocols: <c>dense</c> is <c>float</c>, <c>float-events</c> is <c>events</c>.</summary>
    public static IReadOnlyDictionary<string, EvaluationProtocol> Aliases { get; } =
        new Dictionary<string, EvaluationProtocol>(StringComparer.Ordinal) { ["dense"] = Dense, ["float-events"] = Events };

    /// <summary>Name on the command line and beside every number.</summary>
    public string Name { get; }

    /// <summary>What is scored, in a few words.</summary>
    public string Description { get; }

    /// <summary>Whether a window is open at both ends: an event at the very microsecond of its beginning is not in it.</summary>
    public virtual bool OpensWindows => false;

    /// <summary>Events that make a pixel a scored one; null if every pixel with ground truth is.</summary>
    public virtual ScoredEvents? AtEvents => null;

    /// <summary>Whether ground truth is that of each pixel's latest event in the window, at the event's time, and not that of the window's end.</summary>
    public virtual bool TruthAtEventTimes => false;

    /// <summary>How maps become one number.</summary>
    public virtual ScoreAverage Average => ScoreAverage.Frames;

    /// <summary>Whether depth is part of what the protocol's source reports.</summary>
    public virtual bool ReportsDepth => true;

    /// <summary>The protocol called <paramref name="name"/>.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static EvaluationProtocol Parse(string name) =>
        All.FirstOrDefault(protocol => protocol.Name == name) ?? (Aliases.TryGetValue(name, out EvaluationProtocol? protocol)
            ? protocol
            : throw new FormatException($"'{name}' is no protocol; there are {string.Join(", ", All.Select(known => known.Name))}"));

    /// <summary>Makes of ground truth what is scored against.</summary>
    /// <param name="truth">As its source has it.</param>
    /// <param name="sensor">Extents H, W.</param>
    /// <param name="disparityPx">Gets [H, W] px, NaN where nothing is scored.</param>
    /// <param name="depthM">Gets [H, W] metres where the rig is known, else nothing.</param>
    public abstract void Prepare(TruthMap truth, SensorSize sensor, Span<float> disparityPx, Span<float> depthM);

    /// <summary>Depth in metres of a predicted disparity.</summary>
    /// <param name="disparityPx">In px.</param>
    /// <param name="focalTimesBaseline">f * B in px m.</param>
    public abstract float DepthM(float disparityPx, double focalTimesBaseline);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
