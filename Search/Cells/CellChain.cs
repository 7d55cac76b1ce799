using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// The chain of cells of a sub-network: cell i works at the level that the path says and reads the outputs of the two cells before it, brought to its own size; the stem
/// stands in for the cells before the first. It is no module, so that a network's list of cells keeps the network's own names.
/// </summary>
public static class CellChain
{
    /// <summary>Makes the cells of <paramref name="subnet"/>.</summary>
    /// <param name="subnet">Path, cell and neurons.</param>
    /// <param name="dimensions">2 or 3.</param>
    /// <param name="stemChannels">Channels of the stem, which is both inputs of the first cell.</param>
    /// <param name="multiplier">Channels of a node at level 0; doubled at each level.</param>
    public static ModuleList<Cell> Build(SubnetGenotype subnet, int dimensions, long stemChannels, int multiplier)
    {
        ArgumentNullException.ThrowIfNull(subnet);
        ModuleList<Cell> cells = [];
        long previousPrevious = stemChannels, previous = stemChannels;
        for (int i = 0; i < subnet.Path.Count; i++)
        {
            Cell cell = new(subnet.Cell, subnet.Neurons[i], dimensions, previousPrevious, previous, (long)multiplier << subnet.Path[i]);
            cells.Add(cell);
            (previousPrevious, previous) = (previous, cell.OutputChannels);
        }

        return cells;
    }

    /// <summary>Every cell's output <c>[N, C, ...]</c>, each at the size of its level.</summary>
    /// <param name="cells">As <see cref="Build"/> made them.</param>
    /// <param name="path">The level of each.</param>
    /// <param name="stem">The stem's spikes <c>[N, C, ...]</c>, whose size is that of level 0.</param>
    /// <param name="resampling">How maps change size.</param>
    /// <param name="state">The pass.</param>
    public static IReadOnlyList<Tensor> Run(ModuleList<Cell> cells, IReadOnlyList<int> path, Tensor stem, SpikeResampling resampling, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(stem);
        ArgumentNullException.ThrowIfNull(state);
        long[] level0 = stem.shape[2..];
        Tensor previousPrevious = stem, previous = stem;
        List<Tensor> outputs = [];
        for (int i = 0; i < cells.Count; i++)
        {
            long[] size = Resolution.AtLevel(level0, path[i]);
            Tensor output = cells[i].call(Resolution.Resample(previousPrevious, size, resampling, state.Observer), Resolution.Resample(previous, size, resampling, state.Observer), state);
            outputs.Add(output);
            (previousPrevious, previous) = (previous, output);
        }

        return outputs;
    }
}
