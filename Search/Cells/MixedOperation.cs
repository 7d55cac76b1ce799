using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// An edge of a search's cell: <c>sum over o of weight[o] operation_o(x)</c>, its operations being currents, or spikes where they are mixed at the spike activation.
/// Source: SpikeDHS, NeurIPS 2022, mixed operation.
/// </summary>
public sealed class MixedOperation : nn.Module
{
    private readonly ModuleList<nn.Module> operations = [];
    private readonly int[] indices;

    /// <summary>Makes the candidates of <paramref name="edge"/> but <see cref="CellOperation.None"/>, which contributes nothing.</summary>
    public MixedOperation(EdgePlan edge, MixPlacement placement, int dimensions, long inputs, long channels)
        : base(nameof(MixedOperation))
    {
        ArgumentNullException.ThrowIfNull(edge);
        indices = [.. Enumerable.Range(0, edge.Operations.Count).Where(i => edge.Operations[i] != CellOperation.None)];
        foreach (int index in indices)
        {
            operations.Add(EdgeOperation.Make(edge.Operations[index], edge.FromCellInput, placement, dimensions, inputs, channels));
        }

        RegisterComponents();
    }

    /// <summary>The weighted sum; null where nothing of it is kept.</summary>
    /// <param name="map">Spikes <c>[N, Cin, ...]</c>.</param>
    /// <param name="edge">The edge's number in <paramref name="mixture"/>.</param>
    /// <param name="mixture">The weights.</param>
    /// <param name="state">States of the neurons of operations that have some.</param>
    public Tensor? Mix(Tensor map, int edge, CellMixture mixture, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        Tensor? sum = null;
        for (int i = 0; i < indices.Length; i++)
        {
            if (mixture.Keeps(edge, indices[i]))
            {
                Tensor part = EdgeOperation.Apply(operations[i], map, state) * mixture.WeightOf(edge, indices[i]);
                sum = sum is null ? part : sum + part;
            }
        }

        return sum;
    }

    /// <summary>The module of operation number <paramref name="operation"/>; null of one that has none.</summary>
    public nn.Module? ModuleOf(int operation) => Array.IndexOf(indices, operation) is >= 0 and var at ? operations[at] : null;
}
