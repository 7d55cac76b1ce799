using EventStereo.Energy.Models;

namespace EventStereo.Energy.Reports;

/// <summary>A network's inference under one energy model.</summary>
/// <param name="Name">The energy model.</param>
/// <param name="Description">What it counts.</param>
/// <param name="Source">Where its numbers come from.</param>
/// <param name="TotalMj">Energy of a mean inference, in millijoules.</param>
/// <param name="Breakdown">Where it goes.</param>
/// <param name="MinMj">Least of the inferences measured.</param>
/// <param name="MaxMj">Most of them.</param>
/// <param name="ArtificialTotalMj">Energy of the equal-shape network without spikes; null where the model has no price for it.</param>
/// <param name="Ratio">How many times more that is; null likewise.</param>
/// <param name="QuantizedBits">Width of the activations of the quantised artificial network of equal information.</param>
/// <param name="QuantizedTotalMj">Energy of that network; null likewise.</param>
/// <param name="BreakEvenRate">Spike rate at which the spiking and the quantised network cost the same; see <see cref="BreakEven.Rate"/>.</param>
public sealed record ModelEnergy(
    string Name,
    string Description,
    string Source,
    double TotalMj,
    EnergyBreakdown Breakdown,
    double MinMj,
    double MaxMj,
    double? ArtificialTotalMj,
    double? Ratio,
    int QuantizedBits,
    double? QuantizedTotalMj,
    double? BreakEvenRate)
{
    /// <summary>Prices a network.</summary>
    /// <param name="model">The model.</param>
    /// <param name="activities">Its mean inference.</param>
    /// <param name="samples">Inferences one by one; may be empty.</param>
    public static ModelEnergy Of(EnergyModel model, IReadOnlyList<LayerActivity> activities, IReadOnlyList<IReadOnlyList<LayerActivity>> samples)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(activities);
        ArgumentNullException.ThrowIfNull(samples);
        EnergyBreakdown breakdown = model.Spiking(activities);
        int bits = BreakEven.Bits(activities.Count == 0 ? 1 : activities.Max(activity => activity.Steps));
        double[] single = [.. samples.Select(sample => model.Spiking(sample).TotalMj)];
        double? artificial = model.Artificial(activities)?.TotalMj;
        return new ModelEnergy(
            model.Name, model.Description, model.Source, breakdown.TotalMj, breakdown,
            single.Length == 0 ? breakdown.TotalMj : single.Min(), single.Length == 0 ? breakdown.TotalMj : single.Max(),
            artificial, artificial / breakdown.TotalMj, bits, model.Quantized(activities, bits)?.TotalMj, BreakEven.Rate(model, activities));
    }
}
