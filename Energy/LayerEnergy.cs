namespace EventStereo.Energy;

/// <summary>What one layer costs an inference, beside the same layer of a network without spikes.</summary>
/// <param name="Name">The layer's name in the network.</param>
/// <param name="Dimensions">2 or 3 for convolutions, 0 for a linear layer.</param>
/// <param name="Macs">Multiply-accumulates: all dense ones where the input is real-valued, else none.</param>
/// <param name="Acs">Accumulations: the measured synaptic operations where the input is binary or ternary, else none.</param>
/// <param name="InputRate">Share of input elements that are not zero.</param>
/// <param name="Input">What values the input held.</param>
/// <param name="Mj">Energy, in millijoules.</param>
/// <param name="ArtificialMacs">Multiply-accumulates of the equal-shape artificial layer: all dense ones.</param>
/// <param name="ArtificialMj">Its energy, in millijoules.</param>
public sealed record LayerEnergy(
    string Name, int Dimensions, double Macs, double Acs, double InputRate, InputKind Input, double Mj, double ArtificialMacs, double ArtificialMj)
{
    /// <summary>Prices <paramref name="activity"/>. Batch normalisation is folded into the weights, a bias costs nothing.</summary>
    public static LayerEnergy Of(LayerActivity activity, CostTable costs)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(costs);
        bool multiplies = activity.Input == InputKind.Real;
        double macs = multiplies ? activity.DenseMacs : 0;
        double acs = multiplies ? 0 : activity.SynapticOperations;
        return new LayerEnergy(
            activity.Name,
            activity.Dimensions,
            macs,
            acs,
            activity.InputRate,
            activity.Input,
            costs.EnergyMj(macs, acs),
            activity.DenseMacs,
            costs.EnergyMj(activity.DenseMacs, 0));
    }
}
