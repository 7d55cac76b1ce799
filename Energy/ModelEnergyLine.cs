namespace EventStereo.Energy;

/// <summary>One model of a comparison; all numbers are of one inference.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Inferences">Inferences measured, 0 for an estimate without data.</param>
/// <param name="TotalMj">Energy in millijoules.</param>
/// <param name="ArtificialTotalMj">Energy of the equal-shape network without spikes.</param>
/// <param name="Ratio">The second by the first.</param>
/// <param name="NeuronMj">Energy of the neurons' updates, not in the total.</param>
/// <param name="Macs">Multiply-accumulates.</param>
/// <param name="Acs">Accumulations.</param>
/// <param name="ArtificialMacs">Multiply-accumulates of the equal-shape network without spikes.</param>
/// <param name="Warnings">Layers that multiply because their input is not made of spikes.</param>
public sealed record ModelEnergyLine(
    string Name,
    int Inferences,
    double TotalMj,
    double ArtificialTotalMj,
    double Ratio,
    double NeuronMj,
    double Macs,
    double Acs,
    double ArtificialMacs,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The line of <paramref name="report"/>.</summary>
    public static ModelEnergyLine Of(EnergyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ModelEnergyLine(
            report.Model,
            report.Inferences,
            report.TotalMj,
            report.ArtificialTotalMj,
            report.Ratio,
            report.NeuronMj,
            report.Layers.Sum(layer => layer.Macs),
            report.Layers.Sum(layer => layer.Acs),
            report.Layers.Sum(layer => layer.ArtificialMacs),
            report.Warnings);
    }
}
