namespace EventStereo.Energy.Models;

/// <summary>
/// A neuromorphic chip by its published energies of a synaptic operation and of a neuron's update, memory included. It runs spikes only:
/// a layer with real-valued input is priced as if every input element were an event, and has no artificial counterpart.
/// </summary>
/// <param name="name">Short name.</param>
/// <param name="description">What is counted.</param>
/// <param name="source">The paper and table.</param>
/// <param name="synapticOperationPj">One synaptic operation, in picojoules.</param>
/// <param name="neuronUpdatePj">Update of a neuron that sends no spike, in picojoules; 0 where the paper folds it into the synaptic operation.</param>
/// <param name="neuronSpikePj">Update of a neuron that sends one, in picojoules.</param>
public sealed class NeuromorphicModel(string name, string description, string source, double synapticOperationPj, double neuronUpdatePj, double neuronSpikePj) : EnergyModel
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    public override string Source => source;

    /// <inheritdoc/>
    public override EnergyBreakdown Spiking(LayerActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        double events = activity.Multiplies ? activity.EffectiveMacs : activity.SynapticOperations;
        double silent = Math.Max(0, activity.NeuronUpdates - activity.Spikes);
        return new EnergyBreakdown(events * synapticOperationPj * MjPerPj, ((silent * neuronUpdatePj) + (activity.Spikes * neuronSpikePj)) * MjPerPj);
    }

    /// <summary>None: the chip has no multiply-accumulate.</summary>
    public override EnergyBreakdown? Artificial(LayerActivity activity) => null;
}
