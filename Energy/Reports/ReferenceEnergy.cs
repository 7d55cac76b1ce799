using EventStereo.Energy.Models;

namespace EventStereo.Energy.Reports;

/// <summary>A published artificial network, to be put beside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Macs">Its dense multiply-accumulates.</param>
/// <param name="Mj">Its energy in millijoules, by those models that price an artificial network.</param>
public sealed record ReferenceEnergy(string Name, double Macs, IReadOnlyDictionary<string, double> Mj)
{
    /// <summary>Prices <paramref name="activities"/> as an artificial network.</summary>
    public static ReferenceEnergy Of(string name, IReadOnlyList<LayerActivity> activities, IReadOnlyList<EnergyModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        Dictionary<string, double> mj = new(StringComparer.Ordinal);
        foreach (EnergyModel model in models)
        {
            if (model.Artificial(activities) is EnergyBreakdown dense)
            {
                mj.Add(model.Name, dense.TotalMj);
            }
        }

        return new ReferenceEnergy(name, activities.Sum(activity => activity.DenseMacs), mj);
    }
}
