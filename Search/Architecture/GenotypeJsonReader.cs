using System.Text.Json;

namespace EventStereo.Search.Architecture;

/// <summary>Reads a genotype strictly, noting every problem before it gives up.</summary>
internal sealed class GenotypeJsonReader
{
    private const int MaxCells = 64, MaxNodes = 64;

    private static readonly string[] CommonMembers = ["format", "version", "task", "name", "provenance", "stemNeuron"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly List<string> problems = [];

    public static Genotype Read(ReadOnlyMemory<byte> json, string origin)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            GenotypeJsonReader reader = new();
            Genotype? genotype = reader.Root(document.RootElement);
            return genotype is not null && reader.problems.Count == 0
                ? genotype
                : throw new InvalidDataException($"{origin}: {string.Join("; ", reader.problems)}");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter of text that is no Unicode, which parsing lets pass
        {
            throw new InvalidDataException($"{origin}: not valid JSON: {exception.Message}", exception);
        }
    }

    private Genotype? Root(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("format", out JsonElement format)
            || format.ValueKind != JsonValueKind.String || format.GetString() != GenotypeFile.FormatName)
        {
            problems.Add($"not a genotype file: $.format is not \"{GenotypeFile.FormatName}\"");
            return null;
        }

        if (!element.TryGetProperty("version", out JsonElement version) || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out int number) || number != GenotypeFile.Version)
        {
            problems.Add($"$.version must be {GenotypeFile.Version}, the only one this program reads");
            return null;
        }

        string? task = element.TryGetProperty("task", out JsonElement word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
        switch (task)
        {
            case StereoGenotype.TaskName:
                return JsonMembers.Open(element, "$", problems, [.. CommonMembers, "feature", "matching"]) is { } stereo ? Stereo(stereo) : null;
            case ClassificationGenotype.TaskName:
                return JsonMembers.Open(element, "$", problems, [.. CommonMembers, "network"]) is { } classification ? Classification(classification) : null;
            default:
                problems.Add($"$.task must be \"{StereoGenotype.TaskName}\" or \"{ClassificationGenotype.TaskName}\"");
                return null;
        }
    }

    private StereoGenotype? Stereo(JsonMembers root)
    {
        (string? name, GenotypeProvenance? provenance, NeuronGenotype? stem) = Common(root);
        SubnetGenotype? feature = root.Value("feature") is { } featureElement ? Subnet(featureElement, "$.feature") : null;
        SubnetGenotype? matching = root.Value("matching") is { } matchingElement ? Subnet(matchingElement, "$.matching") : null;
        return name is null || provenance is null || stem is null || feature is null || matching is null
            ? null
            : new StereoGenotype(name, provenance, feature, matching) { StemNeuron = stem };
    }

    private ClassificationGenotype? Classification(JsonMembers root)
    {
        (string? name, GenotypeProvenance? provenance, NeuronGenotype? stem) = Common(root);
        SubnetGenotype? network = root.Value("network") is { } element ? Subnet(element, "$.network") : null;
        return name is null || provenance is null || stem is null || network is null ? null : new ClassificationGenotype(name, provenance, network) { StemNeuron = stem };
    }

    private (string? Name, GenotypeProvenance? Provenance, NeuronGenotype? StemNeuron) Common(JsonMembers root) =>
        (root.Text("name"),
        root.Value("provenance") is { } element ? Provenance(element) : null,
        root.Value("stemNeuron") is { } neuron ? Neuron(neuron, "$.stemNeuron") : null);

    private GenotypeProvenance? Provenance(JsonElement element)
    {
        JsonMembers? members = JsonMembers.Open(element, "$.provenance", problems, "source", "seed", "epoch", "configHash", "data");
        if (members?.Text("source") is not { } source)
        {
            return null;
        }

        long? seed = members.Has("seed") ? members.Long("seed") : null;
        int? epoch = members.Has("epoch") ? members.Integer("epoch") : null;
        string? hash = members.OptionalText("configHash");
        if (hash is not null && !GenotypeProvenance.IsHash(hash))
        {
            members.Problem("configHash", "must be a SHA-256 as 64 lower-case hexadecimal digits");
            hash = null;
        }

        return new GenotypeProvenance(source, seed, epoch, hash, members.OptionalText("data"));
    }

    private SubnetGenotype? Subnet(JsonElement element, string path)
    {
        JsonMembers? members = JsonMembers.Open(element, path, problems, "path", "placement", "cell", "cells", "neurons");
        if (members is null)
        {
            return null;
        }

        int before = problems.Count;
        int[] levels = Levels(members);
        string placement = members.OptionalText("placement") ?? "membrane";
        if (placement is not ("membrane" or "spike"))
        {
            members.Problem("placement", $"must be one of membrane, spike, not \"{placement}\"");
        }

        CellGenotype[] cells = Cells(members, levels.Length);
        IReadOnlyList<IReadOnlyList<NeuronGenotype>> neurons = [.. members.Items("neurons").Select(row => NeuronsOfCell(row.Item, row.Path))];
        if (problems.Count > before)
        {
            return null;
        }

        if (neurons.Count != levels.Length || neurons.Any(row => row.Count != cells[0].Nodes.Count))
        {
            members.Problem("neurons", $"must have {levels.Length} lists (one a cell of the path) of {cells[0].Nodes.Count} (one a node)");
            return null;
        }

        return new SubnetGenotype(levels, cells, neurons) { Placement = placement == "spike" ? MixPlacement.Spike : MixPlacement.Membrane };
    }

    private int[] Levels(JsonMembers subnet)
    {
        List<int> levels = [];
        int before = problems.Count;
        foreach ((JsonElement item, string path) in subnet.Items("path"))
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int level))
            {
                levels.Add(level);
            }
            else
            {
                problems.Add($"{path} must be an integer");
            }
        }

        if (problems.Count == before)
        {
            string? problem = levels.Count > MaxCells ? $"more than {MaxCells} cells" : SubnetGenotype.PathProblem(levels);
            if (problem is not null)
            {
                subnet.Problem("path", $"is impossible: {problem}");
            }
        }

        return [.. levels];
    }

    /// <summary>The cells of <paramref name="count"/> layers: one that they share, or one each.</summary>
    private CellGenotype[] Cells(JsonMembers subnet, int count)
    {
        if (!subnet.Has("cells"))
        {
            return Cell(subnet, "cell", subnet.Items("cell")) is { } shared ? [.. Enumerable.Repeat(shared, count)] : [];
        }

        if (subnet.Has("cell"))
        {
            subnet.Problem("cells", "has no place beside cell, which all layers share");
        }

        CellGenotype[] cells = [.. subnet.Items("cells").Select((item, i) => Cell(subnet, $"cells[{i}]", JsonMembers.Items(item.Item, item.Path, problems))).OfType<CellGenotype>()];
        if (cells.Length != count || cells.Any(cell => cell.Nodes.Count != cells[0].Nodes.Count))
        {
            subnet.Problem("cells", $"must have {count} cells (one a level of the path), all of as many nodes");
        }

        return cells;
    }

    private CellGenotype? Cell(JsonMembers subnet, string name, IReadOnlyList<(JsonElement Item, string Path)> items)
    {
        if (items.Count is 0 or > MaxNodes)
        {
            subnet.Problem(name, $"must be a list of 1 to {MaxNodes} nodes");
            return null;
        }

        NodeGenotype?[] nodes = [.. items.Select((item, k) => Node(item.Item, item.Path, k))];
        return nodes.OfType<NodeGenotype>().ToArray() is { } read && read.Length == nodes.Length ? new CellGenotype(read) : null;
    }

    private NodeGenotype? Node(JsonElement element, string path, int node)
    {
        int before = problems.Count;
        List<EdgeGenotype> edges = [];
        foreach ((JsonElement item, string edgePath) in JsonMembers.Items(element, path, problems))
        {
            JsonMembers? members = JsonMembers.Open(item, edgePath, problems, "source", "operation");
            string? source = members?.Text("source"), operation = members?.Text("operation");
            if (members is not null && source is not null && operation is not null)
            {
                Edge(members, source, operation, node, edges);
            }
        }

        if (problems.Count == before && edges.Count == 0)
        {
            problems.Add($"{path} must have at least one edge");
        }

        return problems.Count == before ? new NodeGenotype(edges) : null;
    }

    private static void Edge(JsonMembers members, string sourceName, string operationName, int node, List<EdgeGenotype> edges)
    {
        bool hasOperation = CellOperationNames.TryParse(operationName, out CellOperation operation) && operation != CellOperation.None;
        if (!hasOperation)
        {
            members.Problem("operation", $"must be one of {string.Join(", ", CellOperationNames.OfEdges)}, not \"{operationName}\"");
        }

        if (!EdgeGenotype.TryParseSource(sourceName, out int source) || source >= EdgeGenotype.FirstNode + node)
        {
            string known = string.Join(", ", Enumerable.Range(0, EdgeGenotype.FirstNode + node).Select(i => new EdgeGenotype(i, CellOperation.SkipConnect).SourceName));
            members.Problem("source", $"must be one of {known}, not \"{sourceName}\"");
        }
        else if (edges.Any(edge => edge.Source == source))
        {
            members.Problem("source", $"is \"{sourceName}\" a second time in this node");
        }
        else if (hasOperation)
        {
            edges.Add(new EdgeGenotype(source, operation));
        }
    }

    private NeuronGenotype[] NeuronsOfCell(JsonElement list, string path) =>
        [.. JsonMembers.Items(list, path, problems).Select(item => Neuron(item.Item, item.Path) ?? NeuronGenotype.Default)];

    private NeuronGenotype? Neuron(JsonElement element, string path) => NeuronJson.Read(element, path, problems);
}
