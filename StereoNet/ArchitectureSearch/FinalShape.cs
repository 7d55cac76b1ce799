using EventStereo.EventIO.Events;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>
/// The network that what a search finds will be trained as, whose energy the search tells and bounds: wider than the search's own as a rule, and at the size of a camera, not of a crop. 0 takes what the search has: its
/// multipliers, the size of the first recording's sensor.
/// </summary>
public sealed record FinalShape
{
    private const int MaxSide = 8192;

    /// <summary>The measurement's name of the correlation, whose products grow with the features' channels.</summary>
    private const string CostVolumeName = "volume";

    /// <summary>Its <c>network.featureMultiplier</c>.</summary>
    public int FeatureMultiplier { get; init; }

    /// <summary>Its <c>network.matchingMultiplier</c>.</summary>
    public int MatchingMultiplier { get; init; }

    /// <summary>Rows of its images.</summary>
    public int Height { get; init; }

    /// <summary>Columns of its images.</summary>
    public int Width { get; init; }

    /// <summary>The shape of the network, of a search in <paramref name="searched"/>.</summary>
    public StereoNetworkConfig Widen(StereoNetworkConfig searched)
    {
        ArgumentNullException.ThrowIfNull(searched);
        return searched with
        {
            FeatureMultiplier = FeatureMultiplier > 0 ? FeatureMultiplier : searched.FeatureMultiplier,
            MatchingMultiplier = MatchingMultiplier > 0 ? MatchingMultiplier : searched.MatchingMultiplier,
        };
    }

    /// <summary>Size of the network's images, of a search on recordings of <paramref name="sensor"/>.</summary>
    public SensorSize ImagesOf(SensorSize sensor) => new(Width > 0 ? Width : sensor.Width, Height > 0 ? Height : sensor.Height);

    /// <summary>Compares <paramref name="search"/>, measured on images of <paramref name="measured"/>, with the network of <paramref name="build"/>, which is made and left again, for images of <paramref name="images"/>.</summary>
    public FinalScale ScaleOf(StereoNetwork search, SensorSize measured, Func<StereoNetworkConfig, StereoNetwork> build, SensorSize images)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(build);
        using Tensor state = random.get_rng_state(); // the weights made here are of no use: what follows draws as if they were not
        using StereoNetwork final = build(Widen(search.Config));
        random.set_rng_state(state);
        Dictionary<string, double> channels = new() { [CostVolumeName] = (double)final.Config.FeatureMultiplier / search.Config.FeatureMultiplier };
        return new FinalScale(search, final, Pixels(final.PaddedSize(images)) / Pixels(search.PaddedSize(measured)), channels);
    }

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them, <paramref name="searched"/> the search's own network.</summary>
    public IReadOnlyList<string> Validate(string path, StereoNetworkConfig searched)
    {
        List<string> problems = [.. Widen(searched).Validate().Select(problem => $"{path}: {problem}")];
        foreach ((string name, int value) in new[] { ("height", Height), ("width", Width) })
        {
            if (value is < 0 or > MaxSide)
            {
                problems.Add($"{path}.{name} is {value}, not 0 (the recordings') to {MaxSide}");
            }
        }

        return problems;
    }

    private static double Pixels(SensorSize size) => (double)size.Width * size.Height;
}
