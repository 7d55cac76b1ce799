using EventStereo.Energy.Models;

namespace EventStereo.Energy.Reports;

/// <summary>At which spike rate a spiking network costs as much as the quantised artificial network of equal information.</summary>
public static class BreakEven
{
    /// <summary>Bits that carry what spikes of <paramref name="steps"/> steps do: <c>ceil(log2(T + 1))</c> (Yan et al., arXiv 2409.08290).</summary>
    public static int Bits(double steps) => Math.Max(1, (int)Math.Ceiling(Math.Log2(steps + 1)));

    /// <summary>
    /// The rate, of every operation whose input is made of spikes and of every neuron, at which both cost the same; energy is a straight line
    /// in the rate. Negative: the spiking network costs more even in silence; above 1: it costs less even when every neuron fires at every
    /// step. Null where the model has no price for one of the two.
    /// </summary>
    public static double? Rate(EnergyModel model, IReadOnlyList<LayerActivity> activities)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(activities);
        int bits = Bits(activities.Count == 0 ? 1 : activities.Max(activity => activity.Steps));
        if (model.Quantized(activities, bits) is not EnergyBreakdown quantized)
        {
            return null;
        }

        double silentMj = AtRate(model, activities, 0), fullMj = AtRate(model, activities, 1);
        return fullMj > silentMj ? (quantized.TotalMj - silentMj) / (fullMj - silentMj) : null;
    }

    /// <summary>Energy in millijoules if every spiking input and neuron had that rate.</summary>
    public static double AtRate(EnergyModel model, IReadOnlyList<LayerActivity> activities, double rate)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Spiking(activities.Select(activity => activity.Multiplies ? activity : activity.WithRate(rate))).TotalMj;
    }
}
