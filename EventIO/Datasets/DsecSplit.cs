namespace EventStereo.EventIO.Datasets;

/// <summary>
/// The published parts of DSEC (Gehrig et al., "DSEC: A Stereo Event Camera Dataset for Driving Scenarios", RA-L 2021): the 41
/// training sequences, whose disparity is public, and the 12 test sequences, whose disparity its authors keep: predictions are
/// scored by their server. There is no published validation part.
/// </summary>
public static class DsecSplit
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "dsec";

    private static readonly (string Place, string Letters)[] TrainRuns =
    [
        ("interlaken_00", "cdefg"), ("thun_00", "a"), ("zurich_city_00", "ab"), ("zurich_city_01", "abcdef"), ("zurich_city_02", "abcde"),
        ("zurich_city_03", "a"), ("zurich_city_04", "abcdef"), ("zurich_city_05", "ab"), ("zurich_city_06", "a"), ("zurich_city_07", "a"),
        ("zurich_city_08", "a"), ("zurich_city_09", "abcde"), ("zurich_city_10", "ab"), ("zurich_city_11", "abc"),
    ];

    private static readonly (string Place, string Letters)[] TestRuns =
    [
        ("interlaken_00", "ab"), ("interlaken_01", "a"), ("thun_01", "ab"), ("zurich_city_12", "a"), ("zurich_city_13", "ab"),
        ("zurich_city_14", "abc"), ("zurich_city_15", "a"),
    ];

    /// <summary>The 41 sequences with public ground truth, in order of name.</summary>
    public static IReadOnlyList<string> Train { get; } = Names(TrainRuns);

    /// <summary>The 12 sequences without, in order of name.</summary>
    public static IReadOnlyList<string> Test { get; } = Names(TestRuns);

    private static string[] Names((string Place, string Letters)[] runs) =>
        [.. runs.SelectMany(run => run.Letters.Select(letter => $"{run.Place}_{letter}"))];
}
