using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventStereo.Search.Architecture;

/// <summary>Writes the canonical text of a genotype: members two blanks a level, a node or a row of neurons on one line.</summary>
internal static class GenotypeJsonWriter
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Genotype genotype)
    {
        List<string> members =
        [
            Member("  ", "format", Text(GenotypeFile.FormatName)),
            Member("  ", "version", Number(GenotypeFile.Version)),
            Member("  ", "task", Text(genotype.Task)),
            Member("  ", "name", Text(genotype.Name)),
            Member("  ", "provenance", Provenance(genotype.Provenance)),
            Member("  ", "stemNeuron", Neuron(genotype.StemNeuron)),
        ];
        switch (genotype)
        {
            case StereoGenotype stereo:
                members.Add(Member("  ", "feature", Subnet(stereo.Feature)));
                members.Add(Member("  ", "matching", Subnet(stereo.Matching)));
                break;
            case ClassificationGenotype classification:
                members.Add(Member("  ", "network", Subnet(classification.Network)));
                break;
            default:
                throw new ArgumentException($"no file layout for a {genotype.GetType().Name}", nameof(genotype));
        }

        return $"{{\n{string.Join(",\n", members)}\n}}\n";
    }

    private static string Subnet(SubnetGenotype subnet)
    {
        string[] members =
        [
            Member("    ", "path", $"[{string.Join(", ", subnet.Path.Select(level => Number(level)))}]"),
            .. subnet.Placement == MixPlacement.Spike ? [Member("    ", "placement", "\"spike\"")] : Array.Empty<string>(),
            subnet.SharesCell
                ? Member("    ", "cell", Rows(subnet.Cell.Nodes.Select(node => node.Edges.Select(Edge))))
                : Member("    ", "cells", Rows(subnet.Cells.Select(cell => cell.Nodes.Select(node => $"[{string.Join(", ", node.Edges.Select(Edge))}]")))),
            Member("    ", "neurons", Rows(subnet.Neurons.Select(cell => cell.Select(Neuron)))),
        ];
        return $"{{\n{string.Join(",\n", members)}\n  }}";
    }

    private static string Rows(IEnumerable<IEnumerable<string>> rows) =>
        $"[\n{string.Join(",\n", rows.Select(row => $"      [{string.Join(", ", row)}]"))}\n    ]";

    private static string Edge(EdgeGenotype edge) =>
        $$"""{ "source": {{Text(edge.SourceName)}}, "operation": {{Text(CellOperationNames.Of(edge.Operation))}} }""";

    private static string Neuron(NeuronGenotype neuron) => NeuronJson.Write(neuron);

    private static string Provenance(GenotypeProvenance provenance)
    {
        StringBuilder text = new($"{{ \"source\": {Text(provenance.Source)}");
        if (provenance.Seed is { } seed)
        {
            text.Append(CultureInfo.InvariantCulture, $", \"seed\": {seed}");
        }

        if (provenance.Epoch is { } epoch)
        {
            text.Append(CultureInfo.InvariantCulture, $", \"epoch\": {epoch}");
        }

        if (provenance.ConfigHash is { } hash)
        {
            text.Append(CultureInfo.InvariantCulture, $", \"configHash\": {Text(hash)}");
        }

        if (provenance.Data is { } data)
        {
            text.Append(CultureInfo.InvariantCulture, $", \"data\": {Text(data)}");
        }

        return text.Append(" }").ToString();
    }

    private static string Member(string indent, string name, string value) => $"{indent}\"{name}\": {value}";

    private static string Text(string value) => JsonSerializer.Serialize(value, Relaxed);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
