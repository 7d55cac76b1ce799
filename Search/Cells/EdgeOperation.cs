using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>The operations on a cell's edges as modules.</summary>
public static class EdgeOperation
{
    /// <summary>
    /// The module of <paramref name="operation"/>: <see cref="ConvNorm"/> for convolutions, and on edges from a cell's input, whose channels differ, for a skip; identity
    /// for a skip between nodes; a pool, behind which input edges have a 1-wide <see cref="ConvNorm"/>. Mixed at the spike activation, whatever gives currents has published neurons of its own,
    /// with the surrogate temperature that the operation's name says.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fromCellInput">Whether the edge comes from an input of the cell.</param>
    /// <param name="placement">Where operations are mixed.</param>
    /// <param name="dimensions">2 or 3.</param>
    /// <param name="inputs">Channels before it.</param>
    /// <param name="channels">Channels after it.</param>
    /// <exception cref="ArgumentException">The operation is <see cref="CellOperation.None"/>.</exception>
    public static nn.Module Make(CellOperation operation, bool fromCellInput, MixPlacement placement, int dimensions, long inputs, long channels)
    {
        nn.Module<Tensor, Tensor> current = operation switch
        {
            CellOperation.SkipConnect when !fromCellInput => nn.Identity(),
            CellOperation.MaxPool3 => new SpikePool(dimensions, inputs, fromCellInput ? channels : null),
            CellOperation.SpikingConv5 => new ConvNorm(dimensions, inputs, channels, kernel: 5),
            CellOperation.None => throw new ArgumentException("no operation has no module", nameof(operation)),
            _ => new ConvNorm(dimensions, inputs, channels),
        };
        bool passesSpikes = !fromCellInput && (operation is CellOperation.SkipConnect or CellOperation.MaxPool3);
        return placement == MixPlacement.Membrane || passesSpikes ? current : new SpikingOperation(current, NeuronOf(operation), channels);
    }

    /// <summary>What <paramref name="operation"/>, made by <see cref="Make"/>, gives for <paramref name="map"/>.</summary>
    public static Tensor Apply(nn.Module operation, Tensor map, StateFlow state) => operation switch
    {
        SpikingOperation spiking => spiking.call(map, state),
        nn.Module<Tensor, Tensor> current => current.call(map),
        _ => throw new ArgumentException($"{operation?.GetType().Name} is no operation of an edge", nameof(operation)),
    };

    private static NeuronGenotype NeuronOf(CellOperation operation) =>
        operation == CellOperation.SpikingConvB5 ? NeuronGenotype.Default with { SurrogateTemperature = 5f } : NeuronGenotype.Default;
}
