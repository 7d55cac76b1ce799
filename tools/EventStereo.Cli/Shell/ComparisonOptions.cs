using System.CommandLine;
using System.Globalization;

namespace EventStereo.Cli.Shell;

/// <summary>Options of a comparison of methods in pictures.</summary>
internal static class ComparisonOptions
{
    /// <summary>The value of <see cref="Pixels"/> that shows maps at events only.</summary>
    public const string AtEvents = "events";

    private const string Dense = "dense";
    private const int MostFrames = 100;

    /// <summary>Trained networks to compare.</summary>
    public static readonly Option<string[]> Run = new("--run")
    {
        Description = "A run folder, or the name of weights that ship: one column of disparity and one of errors; may be repeated. Writes sheet.png in place of a picture a window",
        HelpName = "RUN",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Baselines beside them.</summary>
    public static readonly Option<bool> Baselines = new("--baselines") { Description = "Columns of the baselines of evs evaluate too" };

    /// <summary>How many frames the sheet has.</summary>
    public static readonly Option<int> Frames = new("--frames") { Description = "Rows of sheet.png, evenly spaced in time", HelpName = "N", DefaultValueFactory = _ => 4 };

    /// <summary>Which frames the sheet has.</summary>
    public static readonly Option<long[]> AtUs = new("--at-us")
    {
        Description = "Rows of sheet.png: the ground truth nearest to each of these times, or without ground truth the window that contains it",
        HelpName = "N,...",
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            string[] parts = [.. result.Tokens.SelectMany(token => token.Value.Split(','))];
            long[] times = [.. parts.Select(part => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time) ? time : long.MinValue)];
            if (times.Contains(long.MinValue))
            {
                result.AddError($"--at-us '{string.Join(',', parts)}' is not a list of microseconds such as 500000,1000000");
            }

            return times;
        },
    };

    /// <summary>Which pixels are shown and scored.</summary>
    public static readonly Option<string> Pixels = new("--pixels")
    {
        Description = "Pixels that maps of a comparison show and scores count: events (an event of the left camera in the window; where networks are trained to answer) or dense (all)",
        HelpName = $"{AtEvents}|{Dense}",
        DefaultValueFactory = _ => AtEvents,
    };

    /// <summary>Top of the disparity scale.</summary>
    public static readonly Option<int?> MaxDisparity = new("--max-disparity") { Description = "Disparity of the last colour; by default what holds the ground truth, or what the networks can answer", HelpName = "PX" };

    static ComparisonOptions()
    {
        Frames.RequireRange(1, MostFrames);
        MaxDisparity.RequireRange(1, 10_000);
        Pixels.AcceptOnlyFromAmong(AtEvents, Dense);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Option> All => [Run, Baselines, Frames, AtUs, Pixels, MaxDisparity];

    /// <summary>Whether the command line asks for a comparison.</summary>
    public static bool AreAsked(CommandContext context) => All.Any(context.Has);
}
