using EventStereo.Energy.Models;

namespace EventStereo.Energy.Reports;

/// <summary>
/// What an inference of one network costs under several energy models side by side: one disparity map, by default one step with carried
/// state, or one image classified, all steps from rest.
/// </summary>
/// <param name="Network">The network's name.</param>
/// <param name="Inferences">Inferences measured, 0 for an estimate without data.</param>
/// <param name="Steps">Time steps of an inference.</param>
/// <param name="Models">One line an energy model, the literature's first unless told otherwise.</param>
/// <param name="Layers">Every layer of synapses, in the order of the network.</param>
/// <param name="Others">Every other operation: neurons, resampling, read-out. The literature's models price them at 0.</param>
/// <param name="References">Published artificial networks beside it; none for a classifier.</param>
/// <param name="RatesBySteps">Rate of non-zeros by time step, of every operation with spiking input; empty without data.</param>
/// <param name="Warnings">Operations that multiply because their input is not made of spikes, in words.</param>
public sealed record EnergyReport(
    string Network,
    int Inferences,
    int Steps,
    IReadOnlyList<ModelEnergy> Models,
    IReadOnlyList<LayerEnergy> Layers,
    IReadOnlyList<LayerEnergy> Others,
    IReadOnlyList<ReferenceEnergy> References,
    IReadOnlyDictionary<string, IReadOnlyList<double>> RatesBySteps,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Dense multiply-accumulates of the equal-shape artificial network.</summary>
    public double ArtificialMacs => Layers.Sum(layer => layer.ArtificialMacs);

    /// <summary>Multiply-accumulates.</summary>
    public double Macs => Layers.Sum(layer => layer.Macs);

    /// <summary>Accumulations.</summary>
    public double Acs => Layers.Sum(layer => layer.Acs);

    /// <summary>Neuron updates.</summary>
    public double NeuronUpdates => Others.Sum(layer => layer.NeuronUpdates);

    /// <summary>Mean rate of the neurons: spikes by updates, 0 without neurons.</summary>
    public double SpikeRate => NeuronUpdates == 0 ? 0 : Others.Sum(layer => layer.Spikes) / NeuronUpdates;

    /// <summary>What was measured, priced; the sensor is rows and columns, for the stereo references, or null without them.</summary>
    public static EnergyReport Measured(string network, (int Height, int Width)? sensor, ActivityRecorder recorder, IReadOnlyList<EnergyModel>? models = null)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return Of(network, sensor, recorder.Activities(), recorder.Inferences, recorder.Samples, recorder.RatesBySteps(), models);
    }

    /// <summary>What is expected without data, priced; the sensor is rows and columns, for the stereo references, or null without them.</summary>
    public static EnergyReport Estimated(string network, (int Height, int Width)? sensor, IReadOnlyList<LayerActivity> activities, IReadOnlyList<EnergyModel>? models = null) =>
        Of(network, sensor, activities, 0, [], new Dictionary<string, IReadOnlyList<double>>(), models);

    /// <summary>The line of one energy model.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public ModelEnergy Model(string name) =>
        Models.FirstOrDefault(model => model.Name == name) ?? throw new ArgumentException($"no energy model {name} in this report", nameof(name));

    private static EnergyReport Of(
        string network, (int Height, int Width)? sensor, IReadOnlyList<LayerActivity> activities, int inferences, IReadOnlyList<IReadOnlyList<LayerActivity>> samples,
        IReadOnlyDictionary<string, IReadOnlyList<double>> rates, IReadOnlyList<EnergyModel>? models)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(network);
        IReadOnlyList<EnergyModel> priced = models ?? EnergyModels.All;
        return new EnergyReport(
            network,
            inferences,
            (int)(activities.Count == 0 ? 1 : activities.Max(activity => activity.Steps)),
            [.. priced.Select(model => ModelEnergy.Of(model, activities, samples))],
            [.. activities.Where(activity => activity.IsSynaptic).Select(activity => LayerEnergy.Of(activity, priced))],
            [.. activities.Where(activity => !activity.IsSynaptic).Select(activity => LayerEnergy.Of(activity, priced))],
            sensor is (int height, int width)
                ? [ReferenceEnergy.Of($"DDES (2-D part), {ReferenceNetworks.Padded(height)}x{ReferenceNetworks.Padded(width)}", ReferenceNetworks.DdesFor(height, width), priced)]
                : [],
            rates,
            [.. activities.Where(activity => activity is { IsSynaptic: true, Multiplies: true })
                .Select(activity => $"{activity.Name}: its input is real-valued, so all its {activity.DenseMacs:N0} operations multiply")]);
    }
}
