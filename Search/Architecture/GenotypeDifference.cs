using System.Globalization;

namespace EventStereo.Search.Architecture;

/// <summary>Says how two genotypes differ, one difference a line; names and provenances are no part of it.</summary>
public static class GenotypeDifference
{
    private static readonly (string Name, Func<NeuronGenotype, string> Value)[] NeuronParts =
    [
        ("kind", neuron => NeuronKindNames.Of(neuron.Kind)),
        ("decay", neuron => neuron.ChannelDecays.Count > 0 ? $"[{string.Join(", ", neuron.ChannelDecays.Select(Number))}]" : Number(neuron.Decay)),
        ("threshold", neuron => Number(neuron.Threshold)),
        ("temperature", neuron => Number(neuron.SurrogateTemperature)),
        ("surrogate", neuron => SurrogateKindNames.Of(neuron.Surrogate)),
        ("reset", neuron => neuron.Reset == ResetKind.Soft ? "soft" : "hard"),
        ("learnsByChannel", neuron => neuron.LearnsByChannel ? "true" : "false"),
        ("adaptationStep", neuron => Number(neuron.AdaptationStep)),
        ("adaptationDecay", neuron => Number(neuron.AdaptationDecay)),
    ];

    /// <summary>
    /// The differences of <paramref name="first"/> and <paramref name="second"/>, as in <c>matching.cell.n1 from s1: snn_b5 -&gt; snn_b3</c>; none for equal architectures. Of tasks that
    /// differ, that alone.
    /// </summary>
    public static IReadOnlyList<string> Between(Genotype first, Genotype second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Task != second.Task)
        {
            return [Change("task", first.Task, second.Task)];
        }

        List<string> lines = [];
        Neuron("stemNeuron", first.StemNeuron, second.StemNeuron, lines);
        foreach (((string name, SubnetGenotype before), (_, SubnetGenotype after)) in first.Subnets.Zip(second.Subnets))
        {
            Subnet(name, before, after, lines);
        }

        return lines;
    }

    private static void Subnet(string name, SubnetGenotype before, SubnetGenotype after, List<string> lines)
    {
        Compare($"{name}.path", $"[{string.Join(", ", before.Path)}]", $"[{string.Join(", ", after.Path)}]", lines);
        Compare($"{name}.placement", before.Placement == MixPlacement.Spike ? "spike" : "membrane", after.Placement == MixPlacement.Spike ? "spike" : "membrane", lines);
        int nodes = before.Cell.Nodes.Count, common = Math.Min(nodes, after.Cell.Nodes.Count);
        Compare($"{name}.cell", $"{nodes} nodes", $"{after.Cell.Nodes.Count} nodes", lines);
        bool share = before.SharesCell && after.SharesCell;
        for (int cell = 0; cell < (share ? 1 : Math.Min(before.Path.Count, after.Path.Count)); cell++)
        {
            for (int node = 0; node < common; node++)
            {
                Node(share ? $"{name}.cell.n{node}" : $"{name}.cells[{cell}].n{node}", before.Cells[cell].Nodes[node], after.Cells[cell].Nodes[node], lines);
            }
        }

        for (int cell = 0; cell < Math.Min(before.Path.Count, after.Path.Count); cell++)
        {
            for (int node = 0; node < common; node++)
            {
                Neuron($"{name}.neurons[{cell}][{node}]", before.Neurons[cell][node], after.Neurons[cell][node], lines);
            }
        }
    }

    private static void Node(string name, NodeGenotype before, NodeGenotype after, List<string> lines)
    {
        int count = lines.Count;
        foreach (EdgeGenotype edge in before.Edges)
        {
            EdgeGenotype? kept = after.Edges.FirstOrDefault(other => other.Source == edge.Source);
            Compare($"{name} from {edge.SourceName}", CellOperationNames.Of(edge.Operation), kept is null ? "no edge" : CellOperationNames.Of(kept.Operation), lines);
        }

        foreach (EdgeGenotype edge in after.Edges.Where(edge => !before.Edges.Any(other => other.Source == edge.Source)))
        {
            Compare($"{name} from {edge.SourceName}", "no edge", CellOperationNames.Of(edge.Operation), lines);
        }

        if (lines.Count == count)
        {
            Compare($"{name} order of edges", Order(before), Order(after), lines); // of equal edges, which weights belong to which
        }

        static string Order(NodeGenotype node) => string.Join(", ", node.Edges.Select(edge => edge.SourceName));
    }

    private static void Neuron(string name, NeuronGenotype before, NeuronGenotype after, List<string> lines)
    {
        foreach ((string part, Func<NeuronGenotype, string> value) in NeuronParts)
        {
            Compare($"{name}.{part}", value(before), value(after), lines);
        }
    }

    private static void Compare(string name, string before, string after, List<string> lines)
    {
        if (before != after)
        {
            lines.Add(Change(name, before, after));
        }
    }

    private static string Change(string name, string before, string after) => $"{name}: {before} -> {after}";

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
