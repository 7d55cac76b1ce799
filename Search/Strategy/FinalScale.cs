using EventStereo.Search.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// By how much more each layer of the network to be trained computes than the search's own, at equal firing rates: <c>pixels' / pixels</c> times, padding included, of convolutions, <c>Cin' Cout' / (Cin Cout)</c>.
/// Borders aside, operations and energy of the literature's count are that many times those measured in the search.
/// </summary>
public sealed class FinalScale
{
    private readonly double pixels;
    private readonly Dictionary<string, double> ratios = new(StringComparer.Ordinal);

    /// <summary>Compares <paramref name="search"/> with <paramref name="final"/>, the same network of another width.</summary>
    /// <param name="search">The network of the search.</param>
    /// <param name="final">The network to be trained.</param>
    /// <param name="pixels">How many times the pixels of the search's images, padding included, its images have.</param>
    /// <param name="channels">Of what is no module but has a name in a measurement, how many times the channels it has.</param>
    public FinalScale(nn.Module search, nn.Module final, double pixels, IReadOnlyDictionary<string, double>? channels = null)
    {
        this.pixels = pixels;
        IReadOnlyDictionary<string, long> own = WeightsOf(search), others = WeightsOf(final);
        HashSet<string> linear = [.. search.named_modules().Where(module => module.module is Linear).Select(module => module.name)];
        foreach ((string name, long count) in own)
        {
            ratios[name] = (linear.Contains(name) ? 1 : pixels) * ((double)others[name] / count);
        }

        foreach ((string name, double ratio) in channels ?? new Dictionary<string, double>())
        {
            ratios[name] = pixels * ratio;
        }

        Weights = others;
    }

    /// <summary>The weights of the network to be trained by layer, biases aside.</summary>
    public IReadOnlyDictionary<string, long> Weights { get; }

    /// <summary>The network to be trained is <paramref name="search"/> itself, with images as large.</summary>
    public static FinalScale None(nn.Module search) => new(search, search, 1);

    /// <summary>The weights of <paramref name="network"/> by convolution and linear layer, biases aside.</summary>
    public static IReadOnlyDictionary<string, long> WeightsOf(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.named_modules().Where(module => module.module is Convolution or Linear).ToDictionary(
            module => module.name, module => (module.module is Convolution convolution ? convolution.weight : ((Linear)module.module).weight)!.numel(), StringComparer.Ordinal); // both have weights
    }

    /// <summary>How many times the operations of layer <paramref name="name"/>, by its name in a measurement, it has.</summary>
    public double Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string layer = name.EndsWith(OperationProbe.RealPart, StringComparison.Ordinal) ? name[..^OperationProbe.RealPart.Length] : name;
        return ratios.GetValueOrDefault(layer, pixels);
    }
}
