using System.Text.Json.Serialization;
using EventStereo.Energy.Measurement;
using EventStereo.Energy.Reports;

namespace EventStereo.Cli.Reports;

/// <summary>
/// What <c>evs energy</c> says: the library's report with its members at the top level of the JSON, and what only a run knows.
/// </summary>
internal sealed record EnergyRunReport(
    string Network,
    bool IsTrained,
    int Inferences,
    int Steps,
    double SpikeRate,
    IReadOnlyList<ModelEnergy> Models,
    IReadOnlyList<LayerEnergy> Layers,
    IReadOnlyList<LayerEnergy> Others,
    IReadOnlyList<ReferenceEnergy> References,
    IReadOnlyList<Sensitivity> Sensitivities,
    IReadOnlyDictionary<string, IReadOnlyList<double>> RatesBySteps,
    IReadOnlyList<string> Warnings,
    MachineEnergy? Machine,
    [property: JsonIgnore] EnergyReport Energy)
{
    /// <summary>Joules of this machine an inference, by meter.</summary>
    public IReadOnlyDictionary<string, double>? MachineJoulesAnInference => Machine?.Meters.ToDictionary(meter => meter.Key, meter => meter.Value / Inferences);

    public static EnergyRunReport Of(EnergyReport energy, IReadOnlyList<Sensitivity> sensitivities, MachineEnergy? machine, bool isTrained) => new(
        energy.Network, isTrained, energy.Inferences, energy.Steps, energy.SpikeRate, energy.Models, energy.Layers, energy.Others, energy.References,
        sensitivities, energy.RatesBySteps, energy.Warnings, machine, energy);
}
