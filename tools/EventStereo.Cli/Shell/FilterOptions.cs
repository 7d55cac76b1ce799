using System.CommandLine;
using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.Cli.Shell;

/// <summary>Options that filter a recording's events.</summary>
internal static class FilterOptions
{
    private const string On = "on";
    private const string Off = "off";

    private static readonly Option<bool> HotPixels = new("--hot-pixels") { Description = "Find the pixels with more than 10 (m + 5) events, m the median of their neighbours, and mask them" };
    private static readonly Option<long?> Refractory = new("--refractory-us") { Description = "Drop a pixel's events less than this after its last kept one", HelpName = "N" };
    private static readonly Option<long?> Background = new("--background-us") { Description = "Drop events that none of the 8 pixels around supports with an event at most this much before", HelpName = "N" };
    private static readonly Option<string?> Polarity = new("--polarity") { Description = "Keep events of one polarity", HelpName = $"{On}|{Off}" };
    private static readonly Option<double?> KeepFraction = new("--keep-fraction") { Description = "Keep each event with this probability, by --seed", HelpName = "0..1" };
    private static readonly Option<int?> Downsample = new("--downsample") { Description = "Merge blocks of N x N pixels; every event stays", HelpName = "N" };

    private static readonly Option<RegionOfInterest?> Region = new("--roi")
    {
        Description = "Keep this region, which becomes the sensor; of rectified events, a region of the rectified image",
        HelpName = "X,Y,W,H",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            int[] numbers = [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
            if (numbers is [>= 0, >= 0, > 0, > 0])
            {
                return new RegionOfInterest(numbers[0], numbers[1], numbers[2], numbers[3]);
            }

            result.AddError($"--roi '{text}' is not X,Y,W,H: first column and row, 0 or more, then columns and rows, 1 or more");
            return null;
        },
    };

    static FilterOptions()
    {
        Refractory.RequireRange(1, 3_600_000_000);
        Background.RequireRange(0, 3_600_000_000);
        Polarity.AcceptOnlyFromAmong(On, Off);
        Downsample.RequireRange(1, 64);
        KeepFraction.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<double?>() is not (null or (>= 0 and <= 1)))
            {
                result.AddError($"{KeepFraction.Name} takes a number from 0 to 1");
            }
        });
    }

    /// <summary>The options, in the order in which the filters are applied.</summary>
    public static IReadOnlyList<Option> All { get; } = [HotPixels, Refractory, Background, Polarity, KeepFraction, CommonOptions.Seed, Region, Downsample];

    /// <summary>The options that change the sensor's size.</summary>
    public static IReadOnlyList<Option> Reshaping { get; } = [Region, Downsample];

    /// <summary>Refuses what does not go together.</summary>
    /// <exception cref="UsageException">A seed of nothing.</exception>
    public static void Check(CommandContext context)
    {
        if (context.Has(CommonOptions.Seed) && !context.Has(KeepFraction))
        {
            throw new UsageException($"{CommonOptions.Seed.Name} is the seed of {KeepFraction.Name}; give both");
        }
    }

    /// <summary>The filters asked for; for hot pixels, after a pass over the recording.</summary>
    public static IReadOnlyList<EventFilter> Read(CommandContext context, IEventRecording recording)
    {
        List<EventFilter?> filters =
        [
            context.Get(HotPixels) ? HotPixelMask.Find(recording, context.Cancellation) : null,
            context.Get(Refractory) is long periodUs ? new RefractoryPeriod(periodUs) : null,
            context.Get(Background) is long supportUs ? new BackgroundActivity(supportUs) : null,
            context.Get(Polarity) is string polarity ? new PolarityFilter((sbyte)(polarity == On ? 1 : -1)) : null,
            context.Get(KeepFraction) is double fraction ? new RandomDrop(fraction, context.Seed) : null,
            context.Get(Region),
            context.Get(Downsample) is int factor ? new SpatialDownsampling(factor) : null,
        ];
        return [.. filters.OfType<EventFilter>()];
    }
}
