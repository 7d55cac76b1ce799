using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// What the networks of a search cost, by layers' costs that were measured on the search's network itself: as a tensor that gradients flow through to the architecture weights,
/// <c>sum over operations of use cost</c>, where a use is the probability that the operation is part of the decoded network; and of one decoded network, as a number.
/// The unit is that of the measurement: millijoules, operations, parameters.
/// </summary>
public sealed class SearchCost
{
    private readonly Dictionary<nn.Module, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, double> byLayer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> byOperation = new(StringComparer.Ordinal);

    /// <summary>Prepares for the layers of <paramref name="network"/>.</summary>
    public SearchCost(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        foreach ((string name, nn.Module module) in network.named_modules())
        {
            names[module] = name;
        }
    }

    /// <summary>The cost of all layers together, each used once.</summary>
    public double Total => byLayer.Values.Sum();

    /// <summary>Takes what was measured, a cost for each layer by the module's name in the network, or any other name for what is no module.</summary>
    public void Take(IEnumerable<(string Layer, double Cost)> measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        byLayer.Clear();
        byOperation.Clear();
        foreach ((string layer, double cost) in measured)
        {
            byLayer[layer] = byLayer.GetValueOrDefault(layer) + cost;
        }
    }

    /// <summary>The cost of <paramref name="operation"/>: of the layers in it; 0 where it has none or none was measured.</summary>
    public double Of(nn.Module operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        string name = names[operation];
        if (!byOperation.TryGetValue(name, out double cost))
        {
            string inside = name + ".";
            byOperation[name] = cost = byLayer.Where(layer => layer.Key == name || layer.Key.StartsWith(inside, StringComparison.Ordinal)).Sum(layer => layer.Value);
        }

        return cost;
    }

    /// <summary>The expected cost of <paramref name="uses"/>, a scalar.</summary>
    public Tensor Expected(IEnumerable<(nn.Module Operation, Tensor Use)> uses)
    {
        ArgumentNullException.ThrowIfNull(uses);
        Tensor? sum = null;
        foreach ((nn.Module operation, Tensor use) in uses)
        {
            if (Of(operation) is > 0 and var cost)
            {
                Tensor part = use * (float)cost;
                sum = sum is null ? part : sum + part;
            }
        }

        return sum ?? zeros(1).squeeze();
    }
}
