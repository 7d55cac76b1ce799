namespace EventStereo.Energy.Models;

/// <summary>
/// Memory access by memory access: every operand of every operation comes from the layer's own memory, whose energy grows with its size.
/// Source: E. Lemaire et al., "An Analytical Estimation of Spiking Neural Networks Energy Efficiency", ICONIP 2022: equations 1 and 2
/// (arithmetic), 3 to 5 (inputs), 6 to 8 (weights), 11 to 13 (outputs), 14 and 15 (potentials), 16 and 17 (addresses). Counted exactly where the
/// paper takes means: fan-outs at borders, spikes.
/// </summary>
public sealed class LemaireModel : EnergyModel
{
    private readonly ArithmeticPrices prices = ArithmeticPrices.Cmos45nmInt32;
    private readonly double fifoPj;
    private readonly int wordBytes;

    /// <summary>The model with event queues of <paramref name="fifoBytes"/> between layers and 32-bit integers.</summary>
    public LemaireModel(double fifoBytes = 4096)
    {
        fifoPj = SramEnergy.LemairePjPerAccess(fifoBytes);
        wordBytes = prices.Bits / 8;
    }

    /// <inheritdoc/>
    public override string Name => "memory45nm-lemaire";

    /// <inheritdoc/>
    public override string Description => "32-bit integers, every operand read from the layer's own on-chip memory, priced an access by that memory's size; no reuse";

    /// <inheritdoc/>
    public override string Source => "Lemaire et al., ICONIP 2022; Horowitz, ISSCC 2014, figure 1.1.9";

    /// <inheritdoc/>
    public override EnergyBreakdown Spiking(LayerActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Kind == OperationKind.Neurons)
        {
            return Neurons(activity);
        }

        if (!activity.IsSynaptic || activity.Multiplies)
        {
            return Formal(activity, 1);
        }

        double operations = activity.SynapticOperations, events = activity.InputNonZeros;
        double taps = events == 0 ? 0 : operations / events;
        double addressPj = (events * 2 * prices.MacPj) + (events * taps * prices.AddPj);
        return new EnergyBreakdown(
            SynapseMj: ((operations * prices.AddPj) + addressPj) * MjPerPj,
            WeightMj: operations * Access(activity.WeightElements) * MjPerPj,
            StateMj: 2 * operations * Access(activity.OutputSize) * MjPerPj,
            InputMj: events * fifoPj * MjPerPj);
    }

    /// <inheritdoc/>
    public override EnergyBreakdown? Artificial(LayerActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Formal(activity, activity.Steps);
    }

    /// <summary>A leak (one multiply-accumulate), a threshold (one addition), a reset a spike, one read and write of each potential, one write a spike.</summary>
    private EnergyBreakdown Neurons(LayerActivity activity) => new(
        SynapseMj: 0,
        NeuronMj: ((activity.NeuronUpdates * (prices.MacPj + prices.AddPj)) + (activity.Spikes * prices.AddPj)) * MjPerPj,
        StateMj: 2 * activity.NeuronUpdates * Access(activity.OutputSize) * MjPerPj,
        OutputMj: activity.Spikes * fifoPj * MjPerPj);

    private EnergyBreakdown Formal(LayerActivity activity, double steps)
    {
        if (activity.Kind == OperationKind.Neurons)
        {
            // A rectifier in the neuron's place: one comparison, within the layer's output.
            return new EnergyBreakdown(0, activity.NeuronUpdates / steps * prices.AddPj * MjPerPj);
        }

        double products = activity.DenseMacs / steps, outputs = activity.OutputElements / steps;
        double reads = activity.IsSynaptic ? products : activity.InputElements / steps;
        double addresses = (activity.InputElements / steps) + outputs + activity.WeightElements;
        double arithmeticPj = (products * prices.MacPj) + ((addresses + (activity.IsSynaptic ? outputs : 0)) * prices.AddPj)
            + prices.ElementwisePj(activity.Elementwise.Times(1 / steps));
        return new EnergyBreakdown(
            SynapseMj: arithmeticPj * MjPerPj,
            WeightMj: products * Access(activity.WeightElements) * MjPerPj,
            InputMj: reads * Access(activity.InputSize) * MjPerPj,
            OutputMj: outputs * Access(activity.OutputSize) * MjPerPj);
    }

    private double Access(double elements) => SramEnergy.LemairePjPerAccess(elements * wordBytes);
}
