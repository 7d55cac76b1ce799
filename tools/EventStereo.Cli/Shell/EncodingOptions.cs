using System.CommandLine;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;
using EventStereo.EventIO.Formats.Dsec;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Cli.Shell;

/// <summary>Options that say how a recording becomes spike tensors.</summary>
internal static class EncodingOptions
{
    private const string Exact = "exact";
    private const string EncodingNames = "sbt|sbn|count|histogram|voxel|timesurface|averaged";
    private const string NormalizationNames = "zhu|dsec|tonic";

    /// <summary>The encoding.</summary>
    public static readonly Option<EventEncoding> Encoding = new("--encoding")
    {
        Description = "How a window's events become a tensor; docs/encodings.md has each one's formula",
        HelpName = EncodingNames,
        DefaultValueFactory = _ => EventEncoding.Sbt,
    };

    private static readonly Option<int?> Events = new("--events") { Description = "Cut a window after every N events of the left, or only, camera instead of by time", HelpName = "N" };
    private static readonly Option<string?> At = new("--at") { Description = "End the windows at the ground truth's time stamps", HelpName = "ground-truth" };
    private static readonly Option<int?> Bins = new("--bins") { Description = "Slices or bins of a window; 5 unless given, 1 for histogram", HelpName = "N" };
    private static readonly Option<VoxelNormalization?> Normalization = new("--normalization") { Description = "How voxel scales time; zhu unless given", HelpName = NormalizationNames };
    private static readonly Option<bool> Standardize = new("--standardize") { Description = "Standardise each voxel grid over what is not 0, as DSEC's loader does" };
    private static readonly Option<long?> TauUs = new("--tau-us") { Description = "Time constant of timesurface and averaged; 50,000 unless given", HelpName = "N" };
    private static readonly Option<int?> CellPx = new("--cell-px") { Description = "Side of a cell of averaged; 10 unless given", HelpName = "N" };
    private static readonly Option<int?> RadiusPx = new("--radius-px") { Description = "Radius of the neighbourhood of averaged; 3 unless given", HelpName = "N" };
    private static readonly Option<long?> MemoryUs = new("--memory-us") { Description = "Memory of averaged; 100,000 unless given", HelpName = "N" };
    private static readonly Option<bool> Sparse = new("--sparse") { Description = "Write coordinates and values of what is not 0 instead of dense arrays" };
    private static readonly Option<string?> Calibration = new("--calibration") { Description = "Rectification maps or a calibration: MVSEC's folder of maps, a kalibr yaml, DSEC's cam_to_cam.yaml", HelpName = "PATH" };
    private static readonly Option<string?> Rectify = new("--rectify") { Description = "Rectify by --calibration: to the nearest pixel, as published converters do, or exactly, spread over four pixels", HelpName = "nearest|exact", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>What belongs to some encodings alone.</summary>
    private static readonly (Option Option, EventEncoding[] Encodings)[] Special =
    [
        (Bins, [EventEncoding.Sbt, EventEncoding.Sbn, EventEncoding.Histogram, EventEncoding.Voxel]),
        (Normalization, [EventEncoding.Voxel]),
        (Standardize, [EventEncoding.Voxel]),
        (TauUs, [EventEncoding.TimeSurface, EventEncoding.Averaged]),
        (CellPx, [EventEncoding.Averaged]),
        (RadiusPx, [EventEncoding.Averaged]),
        (MemoryUs, [EventEncoding.Averaged]),
    ];

    static EncodingOptions()
    {
        Encoding.AcceptOnlyFromAmong(EncodingNames.Split('|'));
        Normalization.AcceptOnlyFromAmong(NormalizationNames.Split('|'));
        At.AcceptOnlyFromAmong("ground-truth");
        Rectify.AcceptOnlyFromAmong("nearest", Exact);
        Events.RequireRange(1, 100_000_000);
        Bins.RequireRange(1, 1000);
        TauUs.RequireRange(1, 3_600_000_000);
        CellPx.RequireRange(1, 1024);
        RadiusPx.RequireRange(0, 10);
        MemoryUs.RequireRange(1, 3_600_000_000);
    }

    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Encoding, RecordingOptions.WindowUs, Events, At, Bins, Normalization, Standardize, TauUs, CellPx, RadiusPx, MemoryUs, Sparse, Calibration, Rectify];

    /// <summary>Refuses what does not go together.</summary>
    /// <exception cref="UsageException">Says what, and what to do instead.</exception>
    public static void Check(CommandContext context)
    {
        EventEncoding encoding = context.Get(Encoding);
        if (Special.FirstOrDefault(pair => context.Has(pair.Option) && !pair.Encodings.Contains(encoding)) is ({ } option, { } encodings))
        {
            string names = string.Join(" and ", encodings.Select(name => name.ToString().ToLowerInvariant()));
            throw new UsageException($"{option.Name} goes with --encoding {names}, not with {encoding.ToString().ToLowerInvariant()}");
        }

        if (context.Has(Events) && (context.Has(At) || context.Has(RecordingOptions.WindowUs)))
        {
            throw new UsageException("--events cuts by count; leave out --window-us and --at");
        }

        if (context.Has(Rectify) != context.Has(Calibration))
        {
            throw new UsageException("--rectify and --calibration go together");
        }

        if (context.Get(Rectify) == Exact && encoding is not (EventEncoding.Sbt or EventEncoding.Voxel))
        {
            throw new UsageException("--rectify exact goes with --encoding sbt and voxel; --rectify nearest goes with all");
        }

        if (context.Get(Rectify) == Exact && FilterOptions.Reshaping.FirstOrDefault(context.Has) is Option reshaping)
        {
            throw new UsageException($"{reshaping.Name} does not go with --rectify exact; --rectify nearest does");
        }
    }

    /// <summary>What the command line asks for.</summary>
    public static SpikeTensorOptions Read(CommandContext context, IEventRecording recording, IReadOnlyList<EventFilter> filters)
    {
        AveragedTimeSurfaceOptions surface = new();
        return new SpikeTensorOptions
        {
            Encoding = context.Get(Encoding),
            WindowUs = context.Get(RecordingOptions.WindowUs),
            LeftEvents = context.Get(Events),
            EndTimesUs = context.Has(At) ? GroundTruthTimes(recording) : null,
            Bins = context.Get(Bins),
            Normalization = context.Get(Normalization) ?? VoxelNormalization.Zhu,
            Standardize = context.Get(Standardize),
            Surface = surface with
            {
                TauUs = context.Get(TauUs) ?? surface.TauUs,
                CellPx = context.Get(CellPx) ?? surface.CellPx,
                RadiusPx = context.Get(RadiusPx) ?? surface.RadiusPx,
                MemoryUs = context.Get(MemoryUs) ?? surface.MemoryUs,
            },
            Rectification = context.Get(Calibration) is string path ? StereoRectification.Load(path) : null,
            Rounding = context.Get(Rectify) == Exact ? RectificationRounding.Exact : RectificationRounding.Nearest,
            Filters = filters,
            Sparse = context.Get(Sparse),
        };
    }

    private static IReadOnlyList<long> GroundTruthTimes(IEventRecording recording)
    {
        if (recording is DsecRecording dsec && dsec.OpenGroundTruth() is DsecGroundTruth maps)
        {
            return maps.TimesUs;
        }

        using MvsecGroundTruth truth = RecordingOptions.OpenTruth(recording)
            ?? throw new InvalidDataException($"{recording.Path}: no ground truth in the file or beside it, so --at ground-truth has no times");
        return [.. truth.TimesUs];
    }
}
