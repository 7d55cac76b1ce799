namespace EventStereo.Energy.Models;

/// <summary>
/// Data movement with reuse, as accelerators have it: each layer's inputs, outputs, states and weights move once a step between where they fit
/// (on-chip memory by size, else DRAM) and a small buffer; every operation reads its operands from the buffer. A spike is one bit, a signed event
/// two. Per operation: the weight, and of spiking layers the partial sum read and written (sums are scattered); an artificial layer reads the
/// activation instead and keeps its sum in a register. After the argument of Yan et al., "Reconsidering the energy efficiency of spiking
/// neural networks", arXiv 2409.08290, that data movement decides; the buffer and tiling are this project's assumptions, not theirs.
/// </summary>
public sealed class TiledModel(string name, ArithmeticPrices prices, TiledMemory memory, string source) : EnergyModel
{
    /// <summary>8-bit integers at 45 nm.</summary>
    public TiledModel()
        : this("memory45nm-tiled", ArithmeticPrices.Cmos45nmInt8, new TiledMemory(), "Horowitz, ISSCC 2014, figure 1.1.9; after Yan et al., arXiv 2409.08290")
    {
    }

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description =>
        $"{prices.Bits}-bit numbers, {memory.StateBits}-bit states; everything moves once a step between SRAM or DRAM by its size and a {memory.BufferBytes / 1024:0} kB buffer, operands come from the buffer";

    /// <inheritdoc/>
    public override string Source => source;

    /// <inheritdoc/>
    public override EnergyBreakdown Spiking(LayerActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        int inputBits = Width(activity.Input, prices.Bits);
        if (activity.Kind == OperationKind.Neurons)
        {
            double stateBits = activity.NeuronUpdates * memory.StateBits;
            return new EnergyBreakdown(
                SynapseMj: 0,
                NeuronMj: ((activity.NeuronUpdates * (prices.MacPj + prices.AddPj)) + (activity.Spikes * prices.AddPj)) * MjPerPj,
                StateMj: 2 * memory.MovePj(stateBits, activity.Neurons * memory.StateBits) * MjPerPj,
                OutputMj: memory.MovePj(activity.NeuronUpdates, activity.OutputSize) * MjPerPj);
        }

        if (!activity.IsSynaptic || activity.Multiplies)
        {
            return Dense(activity, 1, inputBits, prices.MacPj, activity.Steps);
        }

        double operations = activity.SynapticOperations;
        return new EnergyBreakdown(
            SynapseMj: operations * prices.AddPj * MjPerPj,
            WeightMj: (Weights(activity, activity.Steps) + (operations * prices.Bits * memory.BufferPjPerBit)) * MjPerPj,
            StateMj: 2 * operations * memory.StateBits * memory.BufferPjPerBit * MjPerPj,
            InputMj: memory.MovePj(activity.InputElements * inputBits, activity.InputSize * inputBits) * MjPerPj);
    }

    /// <inheritdoc/>
    public override EnergyBreakdown? Artificial(LayerActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return WithoutSpikes(activity, prices.Bits, prices.MacPj);
    }

    /// <inheritdoc/>
    public override EnergyBreakdown? Quantized(LayerActivity activity, int bits)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Multiplies ? WithoutSpikes(activity, prices.Bits, prices.MacPj) : WithoutSpikes(activity, bits, prices.NarrowMacPj(bits));
    }

    /// <summary>Bits of one value: 1 of a spike, 2 of a signed event, else a word.</summary>
    private static int Width(InputKind kind, int word) => kind switch
    {
        InputKind.Binary => 1,
        InputKind.Ternary => 2,
        _ => word,
    };

    private EnergyBreakdown WithoutSpikes(LayerActivity activity, int activationBits, double macPj) => activity.Kind == OperationKind.Neurons
        ? new EnergyBreakdown(
            0, activity.NeuronUpdates / activity.Steps * prices.AddPj * MjPerPj,
            OutputMj: memory.MovePj(activity.NeuronUpdates / activity.Steps * activationBits, activity.OutputSize * activationBits) * MjPerPj)
        : Dense(activity, activity.Steps, activationBits, macPj, 1);

    /// <summary>A layer that multiplies, or that is no layer of synapses; its counts divided by <paramref name="steps"/>.</summary>
    private EnergyBreakdown Dense(LayerActivity activity, double steps, int activationBits, double macPj, double weightLoads)
    {
        double products = activity.DenseMacs / steps, inputs = activity.InputElements / steps;
        double arithmeticPj = (products * macPj) + prices.ElementwisePj(activity.Elementwise.Times(1 / steps));

        // What a synaptic layer sums up is written by the neurons behind it; any other operation writes its own output.
        double outputBits = activity.IsSynaptic ? 0 : activity.OutputElements / steps * activationBits;
        return new EnergyBreakdown(
            SynapseMj: arithmeticPj * MjPerPj,
            WeightMj: (Weights(activity, weightLoads) + (products * prices.Bits * memory.BufferPjPerBit)) * MjPerPj,
            InputMj: (memory.MovePj(inputs * activationBits, activity.InputSize * activationBits) + (products * activationBits * memory.BufferPjPerBit)) * MjPerPj,
            OutputMj: memory.MovePj(outputBits, activity.OutputSize * activationBits) * MjPerPj);
    }

    private double Weights(LayerActivity activity, double loads) => memory.MovePj(activity.WeightElements * prices.Bits * loads, activity.WeightElements * prices.Bits);
}
