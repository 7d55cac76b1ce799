namespace EventStereo.Energy.Models;

/// <summary>
/// The count that the literature of spiking networks uses: synaptic operations alone. A product with a spike is an accumulation, a
/// product with a real value a multiply-accumulate (all dense ones, as an artificial layer is counted); neurons, biases, the operations
/// between layers and all memory are left out.
/// </summary>
public sealed class ArithmeticModel(string name, string description, string source, ArithmeticPrices prices) : EnergyModel
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    public override string Source => source;

    /// <summary>The prices.</summary>
    public ArithmeticPrices Prices => prices;

    /// <summary><c>synaptic operations x add</c> for spikes, <c>dense products x (multiply + add)</c> for real-valued input.</summary>
    public override EnergyBreakdown Spiking(LayerActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Multiplies ? Dense(activity, prices.MacPj, 1) : new EnergyBreakdown(activity.SynapticOperations * prices.AddPj * MjPerPj);
    }

    /// <summary><c>dense products x (multiply + add)</c> of one step: an artificial network takes its input once.</summary>
    public override EnergyBreakdown? Artificial(LayerActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Dense(activity, prices.MacPj, activity.Steps);
    }

    /// <summary><c>dense products x narrow multiply-accumulate</c> of one step; real-valued inputs keep their width.</summary>
    public override EnergyBreakdown? Quantized(LayerActivity activity, int bits)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Dense(activity, activity.Multiplies ? prices.MacPj : prices.NarrowMacPj(bits), activity.Steps);
    }

    /// <summary>What the neurons' updates would add: a leak and charge (one multiply-accumulate) and a comparison each, in millijoules.</summary>
    public double NeuronMj(double updates) => updates * (prices.MacPj + prices.AddPj) * MjPerPj;

    private static EnergyBreakdown Dense(LayerActivity activity, double macPj, double steps) => new(activity.DenseMacs / steps * macPj * MjPerPj);
}
