using EventStereo.EventIO.Events;
using EventStereo.Search.Ops;
using EventStereo.StereoNet.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>
/// By how much more each layer of the network to be trained computes than the search's own, at equal firing rates: <c>pixels' / pixels</c> times, padding included, of convolutions, <c>Cin' Cout' / (Cin Cout)</c>.
/// Borders aside, operations and energy of the literature's count are that many times those measured in the search.
/// </summary>
internal sealed class FinalScale
{
    /// <summary>The measurement's name of the correlation, whose products grow with the features' channels.</summary>
    private const string CostVolumeName = "volume";

    private readonly double pixels;
    private readonly double features;
    private readonly Dictionary<string, double> ratios = new(StringComparer.Ordinal);

    /// <summary>Compares <paramref name="search"/>, measured on images of <paramref name="measured"/>, with the network of <paramref name="build"/>, which is made and left again, for images of <paramref name="images"/>.</summary>
    public FinalScale(StereoNetwork search, SensorSize measured, Func<StereoNetworkConfig, StereoNetwork> build, FinalShape shape, SensorSize images)
    {
        StereoNetworkConfig wide = Config = shape.Widen(search.Config);
        Images = new SensorSize(shape.Width > 0 ? shape.Width : images.Width, shape.Height > 0 ? shape.Height : images.Height);
        features = (double)wide.FeatureMultiplier / search.Config.FeatureMultiplier;
        using Tensor state = random.get_rng_state(); // the weights made here are of no use: what follows draws as if they were not
        using StereoNetwork final = build(wide);
        random.set_rng_state(state);
        pixels = Pixels(final.PaddedSize(Images)) / Pixels(search.PaddedSize(measured));
        IReadOnlyDictionary<string, long> own = WeightsOf(search), others = WeightsOf(final);
        foreach ((string name, long count) in own)
        {
            ratios[name] = (double)others[name] / count;
        }

        Weights = others;
    }

    /// <summary>Shape of the network to be trained.</summary>
    public StereoNetworkConfig Config { get; }

    /// <summary>Its images.</summary>
    public SensorSize Images { get; }

    /// <summary>Its weights by convolution, biases aside.</summary>
    public IReadOnlyDictionary<string, long> Weights { get; }

    /// <summary>The weights of <paramref name="network"/> by convolution, biases aside.</summary>
    public static IReadOnlyDictionary<string, long> WeightsOf(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.named_modules().Where(module => module.module is Convolution).ToDictionary(module => module.name, module => ((Convolution)module.module).weight.numel(), StringComparer.Ordinal);
    }

    /// <summary>How many times the operations of layer <paramref name="name"/>, by its name in a measurement, it has.</summary>
    public double Of(string name)
    {
        string layer = name.EndsWith(OperationProbe.RealPart, StringComparison.Ordinal) ? name[..^OperationProbe.RealPart.Length] : name;
        return pixels * (ratios.TryGetValue(layer, out double ratio) ? ratio : layer == CostVolumeName ? features : 1);
    }

    private static double Pixels(SensorSize size) => (double)size.Width * size.Height;
}
