using System.CommandLine;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Cli.Shell;

/// <summary>How a command is told about a recording, and how it opens one.</summary>
internal static class RecordingOptions
{
    /// <summary>The sensor of a file that does not state it.</summary>
    public static readonly Option<SensorSize?> Sensor = new("--sensor")
    {
        Description = "Sensor of a recording that does not state it; 346x260 if not given",
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

    static RecordingOptions() => WindowUs.RequireRange(1, 3_600_000_000);

    /// <summary>A recording to read.</summary>
    public static Argument<string> Input(string name) => new(name) { Description = "A recording in MVSEC's HDF5 layout" };

    /// <summary>Opens the recording at <paramref name="path"/>, with the sensor that the command line gives if the file gives none.</summary>
    /// <exception cref="InvalidDataException">It is missing, unreadable or damaged.</exception>
    public static MvsecRecording Open(CommandContext context, string path) =>
        MvsecRecording.Open(InputFile.Require(path), context.Get(Sensor));

    /// <summary>The interval that the command line asks for, cut to the recording.</summary>
    /// <exception cref="UsageException">It is empty.</exception>
    public static TimeWindow Interval(CommandContext context, IStereoRecording recording)
    {
        long from = Math.Max(context.Get(FromUs) ?? long.MinValue, recording.FromUs);
        long to = Math.Min(context.Get(ToUs) ?? long.MaxValue, recording.ToUs);
        return from < to
            ? new TimeWindow(from, to)
            : throw new UsageException($"--from-us and --to-us leave nothing of {recording.Path}, which reaches from {recording.FromUs} to {recording.ToUs}");
    }
}
