namespace EventStereo.Energy.Models;

/// <summary>The models that come with the library.</summary>
public static class EnergyModels
{
    private const string Horowitz = "Horowitz, ISSCC 2014, figure 1.1.9";
    private const string Synapses = "synaptic operations alone, 45 nm CMOS";

    /// <summary>The count of the literature of spiking networks: 4.6 pJ a multiply-accumulate, 0.9 pJ an accumulation.</summary>
    public static ArithmeticModel Literature { get; } =
        new("cmos45nm-fp32", $"{Synapses}, 32-bit float: the literature's count", Horowitz, ArithmeticPrices.Cmos45nmFloat32);

    /// <summary>The same at 16-bit float: 1.5 pJ and 0.4 pJ.</summary>
    public static ArithmeticModel HalfFloat { get; } = new("cmos45nm-fp16", $"{Synapses}, 16-bit float", Horowitz, ArithmeticPrices.Cmos45nmFloat16);

    /// <summary>The same at 8-bit integer: 0.23 pJ and 0.03 pJ.</summary>
    public static ArithmeticModel EightBit { get; } = new("cmos45nm-int8", $"{Synapses}, 8-bit integer", Horowitz, ArithmeticPrices.Cmos45nmInt8);

    /// <summary>Memory access by access.</summary>
    public static LemaireModel Lemaire { get; } = new();

    /// <summary>Data movement with reuse.</summary>
    public static TiledModel Tiled { get; } = new();

    /// <summary>
    /// Intel Loihi, 14 nm at 0.75 V: 23.6 pJ a synaptic operation (minimum), 52 pJ an update of an inactive and 81 pJ of an active neuron
    /// (M. Davies et al., "Loihi: a neuromorphic manycore processor with on-chip learning", IEEE Micro 38(1), 2018, table 2).
    /// </summary>
    public static NeuromorphicModel Loihi { get; } = new(
        "loihi", "synaptic operations and neuron updates of the chip, memory included; no traffic between cores",
        "Davies et al., IEEE Micro 2018, table 2", synapticOperationPj: 23.6, neuronUpdatePj: 52, neuronSpikePj: 81);

    /// <summary>
    /// IBM TrueNorth, 28 nm at 0.775 V: 26 pJ a synaptic event, everything included, at the published working point of 20 Hz and 128 synapses
    /// a neuron (P. Merolla et al., "A million spiking-neuron integrated circuit", Science 345, 2014).
    /// </summary>
    public static NeuromorphicModel TrueNorth { get; } = new(
        "truenorth", "synaptic events of the chip, neurons and memory folded in at the published working point",
        "Merolla et al., Science 345, 2014", synapticOperationPj: 26, neuronUpdatePj: 0, neuronSpikePj: 0);

    /// <summary>All of them, the literature's first.</summary>
    public static IReadOnlyList<EnergyModel> All { get; } = [Literature, HalfFloat, EightBit, Lemaire, Tiled, Loihi, TrueNorth];
}
