using System.CommandLine;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Cli.Shell;

/// <summary>How a command is told about a recording, and how it opens one.</summary>
internal static class RecordingOptions
{
    /// <summary>The sensor of a file that does not state it.</summary>
    public static readonly Option<SensorSize?> Sensor = new("--sensor")
    {
        Description = "Sensor of a recording that does not state it; if not given, 346x260 for MVSEC, else what holds every event",
        HelpName = "WxH",
        CustomParser = result =>
        {
            if (SensorSize.TryParse(result.Tokens[0].Value, out SensorSize size))
            {
                return size;
            }

            result.AddError($"--sensor '{result.Tokens[0].Value}' is not WxH, such as 346x260");
            return null;
        },
    };

    /// <summary>Start of the part to take.</summary>
    public static readonly Option<long?> FromUs = new("--from-us") { Description = "Start of the part to take, microseconds from the recording's origin", HelpName = "N" };

    /// <summary>End of the part to take.</summary>
    public static readonly Option<long?> ToUs = new("--to-us") { Description = "End of the part to take, not in it", HelpName = "N" };

    /// <summary>Length of a window.</summary>
    public static readonly Option<long> WindowUs = new("--window-us")
    {
        Description = "Length of a window in microseconds",
        HelpName = "N",
        DefaultValueFactory = _ => 50_000,
    };

    /// <summary>The format of a recording that its content does not tell.</summary>
    public static readonly Option<string?> Format = new("--format") { Description = "Format of the recording, where its content does not tell", HelpName = "NAME" };

    static RecordingOptions()
    {
        WindowUs.RequireRange(1, 3_600_000_000);
        Format.AcceptOnlyFromAmong([.. RecordingFormats.All.Select(format => format.Name)]);
    }

    /// <summary>A recording to read.</summary>
    public static Argument<string> Input(string name) => new(name) { Description = "A recording; its format is recognised by content" };

    /// <summary>Opens the recording at <paramref name="path"/>, with the sensor that the command line gives if the file gives none.</summary>
    /// <exception cref="InvalidDataException">It is missing, unreadable or damaged.</exception>
    public static IEventRecording Open(CommandContext context, string path) =>
        RecordingFormats.Open(InputFile.RequireRecording(path), new OpenOptions { Sensor = context.Get(Sensor) }, context.Get(Format));

    /// <summary>The same for a recording of two cameras.</summary>
    /// <exception cref="InvalidDataException">It is missing, unreadable, damaged, or of one camera.</exception>
    public static IEventRecording OpenStereo(CommandContext context, string path)
    {
        IEventRecording recording = Open(context, path);
        try
        {
            return CameraSides.RequireBoth(recording);
        }
        catch
        {
            recording.Dispose();
            throw;
        }
    }

    /// <summary>The depth maps that belong to a recording: in the file or beside it; null if there are none.</summary>
    public static MvsecGroundTruth? OpenTruth(IEventRecording recording) => (recording as MvsecRecording)?.OpenGroundTruth();

    /// <summary>The interval that the command line asks for, cut to the recording.</summary>
    /// <exception cref="UsageException">It is empty.</exception>
    public static TimeWindow Interval(CommandContext context, IEventRecording recording)
    {
        long from = Math.Max(context.Get(FromUs) ?? long.MinValue, recording.FromUs);
        long to = Math.Min(context.Get(ToUs) ?? long.MaxValue, recording.ToUs);
        return from < to
            ? new TimeWindow(from, to)
            : throw new UsageException($"--from-us and --to-us leave nothing of {recording.Path}, which reaches from {recording.FromUs} to {recording.ToUs}");
    }
}
