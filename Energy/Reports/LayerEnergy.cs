using EventStereo.Energy.Models;

namespace EventStereo.Energy.Reports;

/// <summary>One operation of a network under every energy model; all numbers are of one inference.</summary>
/// <param name="Name">Its name in the network.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Dimensions">2 or 3 for convolutions, 0 for anything without a kernel.</param>
/// <param name="Macs">Multiply-accumulates: all dense ones where the input is real-valued, else none.</param>
/// <param name="Acs">Accumulations: the measured synaptic operations where the input is binary or ternary, else none.</param>
/// <param name="InputRate">Share of input elements that are not zero; of neurons, of their updates that spike.</param>
/// <param name="Input">What values the input held.</param>
/// <param name="Elementwise">Arithmetic that is no synapse.</param>
/// <param name="NeuronUpdates">Updates of neurons.</param>
/// <param name="Spikes">Spikes sent.</param>
/// <param name="InputElements">Input elements read, zeros included.</param>
/// <param name="OutputElements">Output elements summed up or written.</param>
/// <param name="WeightElements">Weights stored.</param>
/// <param name="Neurons">Neurons whose state is stored, read and written at each update.</param>
/// <param name="ArtificialMacs">Multiply-accumulates of the equal-shape artificial layer: all dense ones.</param>
/// <param name="Mj">Energy in millijoules, by model.</param>
/// <param name="ArtificialMj">Energy of the artificial layer in millijoules, by those models that price it.</param>
public sealed record LayerEnergy(
    string Name,
    OperationKind Kind,
    int Dimensions,
    double Macs,
    double Acs,
    double InputRate,
    InputKind Input,
    ElementwiseOperations Elementwise,
    double NeuronUpdates,
    double Spikes,
    double InputElements,
    double OutputElements,
    double WeightElements,
    double Neurons,
    double ArtificialMacs,
    IReadOnlyDictionary<string, double> Mj,
    IReadOnlyDictionary<string, double> ArtificialMj)
{
    /// <summary>Prices <paramref name="activity"/> by every model.</summary>
    public static LayerEnergy Of(LayerActivity activity, IReadOnlyList<EnergyModel> models)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(models);
        Dictionary<string, double> artificial = new(StringComparer.Ordinal);
        foreach (EnergyModel model in models)
        {
            if (model.Artificial(activity) is EnergyBreakdown dense)
            {
                artificial.Add(model.Name, dense.TotalMj);
            }
        }

        return new LayerEnergy(
            activity.Name,
            activity.Kind,
            activity.Dimensions,
            activity.Multiplies ? activity.DenseMacs : 0,
            activity.Multiplies ? 0 : activity.SynapticOperations,
            activity.InputRate,
            activity.Input,
            activity.Elementwise,
            activity.NeuronUpdates,
            activity.Spikes,
            activity.InputElements,
            activity.OutputElements,
            activity.WeightElements,
            activity.Neurons,
            activity.DenseMacs,
            models.ToDictionary(model => model.Name, model => model.Spiking(activity).TotalMj, StringComparer.Ordinal),
            artificial);
    }
}
