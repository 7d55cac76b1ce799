namespace EventStereo.Energy;

/// <summary>
/// The energy of one inference of a model: one disparity map, one step with carried state. Synaptic operations only; a bias,
/// the neurons' own updates and memory traffic are left out, the neurons' updates being stated beside the total.
/// </summary>
public sealed record EnergyReport
{
    private EnergyReport(string model, CostTable costs, int inferences, IReadOnlyList<LayerEnergy> layers, double neuronUpdates)
    {
        Model = model;
        Costs = costs;
        Inferences = inferences;
        Layers = layers;
        NeuronUpdates = neuronUpdates;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The prices.</summary>
    public CostTable Costs { get; }

    /// <summary>Inferences measured, 0 for an estimate without data.</summary>
    public int Inferences { get; }

    /// <summary>Every layer, in the order of the network.</summary>
    public IReadOnlyList<LayerEnergy> Layers { get; }

    /// <summary>Neuron updates an inference.</summary>
    public double NeuronUpdates { get; }

    /// <summary>Energy of an inference in millijoules: the sum over the layers.</summary>
    public double TotalMj => Layers.Sum(layer => layer.Mj);

    /// <summary>Energy of the equal-shape network without spikes, which multiplies everywhere.</summary>
    public double ArtificialTotalMj => Layers.Sum(layer => layer.ArtificialMj);

    /// <summary>How many times more the artificial network needs; infinite for a silent network.</summary>
    public double Ratio => ArtificialTotalMj / TotalMj;

    /// <summary>Energy of the neurons' updates in millijoules, not in the total: one multiply-accumulate (leak and charge) and one comparison, priced as an addition, each.</summary>
    public double NeuronMj => Costs.EnergyMj(NeuronUpdates, NeuronUpdates);

    /// <summary>Layers that multiply because their input is not made of spikes, in words.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. Layers.Where(layer => layer.Input == InputKind.Real).Select(layer => $"{layer.Name}: its input is real-valued, so all its {layer.Macs:N0} operations multiply")];

    /// <summary>Prices <paramref name="activities"/>, each the mean of one inference.</summary>
    public static EnergyReport Of(string model, IReadOnlyList<LayerActivity> activities, int inferences, CostTable? costs = null, double neuronUpdates = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentNullException.ThrowIfNull(activities);
        ArgumentOutOfRangeException.ThrowIfNegative(inferences);
        CostTable prices = costs ?? CostTable.Cmos45nmFloat32;
        return new EnergyReport(model, prices, inferences, [.. activities.Select(activity => LayerEnergy.Of(activity, prices))], neuronUpdates);
    }
}
