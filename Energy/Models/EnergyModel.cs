namespace EventStereo.Energy.Models;

/// <summary>
/// Prices what a network did. The same activity is priced three ways: as the spiking network that ran, as the artificial network of
/// equal shape, and as a quantised artificial network of equal information.
/// </summary>
public abstract class EnergyModel
{
    /// <summary>Millijoules a picojoule.</summary>
    protected const double MjPerPj = 1e-9;

    /// <summary>Short name, such as <c>cmos45nm-fp32</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What is counted, in a sentence.</summary>
    public abstract string Description { get; }

    /// <summary>Where its numbers come from.</summary>
    public abstract string Source { get; }

    /// <summary>Energy of one operation as it ran.</summary>
    public abstract EnergyBreakdown Spiking(LayerActivity activity);

    /// <summary>Energy of the same operation in the network of equal shape without spikes: every product multiplies, nothing has a state; null where the model's hardware cannot run it.</summary>
    public abstract EnergyBreakdown? Artificial(LayerActivity activity);

    /// <summary>
    /// The same with activations of <paramref name="bits"/> bits, the information that spikes of T steps carry being
    /// <c>ceil(log2(T + 1))</c> bits (Yan et al., arXiv 2409.08290, section on the fair baseline); null where the model has no price for it.
    /// </summary>
    public virtual EnergyBreakdown? Quantized(LayerActivity activity, int bits) => null;

    /// <summary>Sum over operations as they ran.</summary>
    public EnergyBreakdown Spiking(IEnumerable<LayerActivity> activities) => Sum(activities, activity => Spiking(activity)) ?? default;

    /// <summary>Sum over the artificial counterparts; null where the model cannot price them.</summary>
    public EnergyBreakdown? Artificial(IEnumerable<LayerActivity> activities) => Sum(activities, Artificial);

    /// <summary>Sum over the quantised counterparts; null where the model cannot price them.</summary>
    public EnergyBreakdown? Quantized(IEnumerable<LayerActivity> activities, int bits) => Sum(activities, activity => Quantized(activity, bits));

    private static EnergyBreakdown? Sum(IEnumerable<LayerActivity> activities, Func<LayerActivity, EnergyBreakdown?> price)
    {
        ArgumentNullException.ThrowIfNull(activities);
        EnergyBreakdown sum = default;
        foreach (LayerActivity activity in activities)
        {
            if (price(activity) is not EnergyBreakdown part)
            {
                return null;
            }

            sum = sum.Plus(part);
        }

        return sum;
    }
}
