using System.Text.Json.Nodes;
using EventStereo.Search.Architecture;

namespace EventStereo.Search.Tests.Architecture;

public sealed class GenotypeFileTests
{
    private static readonly string Published = GenotypeFile.ToJson(BuiltInGenotypes.SpikeDhsStereo);

    [Fact]
    public void A_link_does_not_hide_how_large_a_file_is()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["large"], new byte[20 << 20]);
        File.CreateSymbolicLink(folder["link"], "large");

        Assert.Contains("more than a genotype has", Assert.Throws<InvalidDataException>(() => GenotypeFile.Read(folder["link"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Round_trips_by_value_and_byte_for_byte()
    {
        Genotype read = GenotypeFile.Parse(Published, "text");

        Assert.Equal(BuiltInGenotypes.SpikeDhsStereo, read);
        Assert.Equal(Published, GenotypeFile.ToJson(read));
    }

    [Fact]
    public void Round_trips_every_neuron_and_the_provenance_of_a_search()
    {
        NeuronGenotype relu = new() { Kind = NeuronKind.RectifiedLinear, Decay = 0.1f + 0.2f, Threshold = 1e-7f, SurrogateTemperature = 1.0000001f };
        NeuronGenotype soft = new() { Surrogate = SurrogateKind.FastSigmoid, Reset = ResetKind.Soft };
        NeuronGenotype learned = new() { Kind = NeuronKind.ParametricLif, Decay = 0.5f, LearnsByChannel = true }, byChannel = new() { ChannelDecays = [0.1f, 0.7f, 1f] };
        NeuronGenotype adaptive = new() { Kind = NeuronKind.AdaptiveLif, AdaptationStep = 0.1f, AdaptationDecay = 0.9f }, output = new() { Kind = NeuronKind.Integrator };
        SubnetGenotype subnet = new([0, 1, 1, 1, 1, 1], CellGenotype.FromEdgeNumbers(1, (1, 0)), [[relu], [soft], [learned], [byChannel], [adaptive], [output]]);
        StereoGenotype genotype = new("found \"it\"", new GenotypeProvenance("evs search", 42, 9), subnet, subnet) { StemNeuron = relu };

        string json = GenotypeFile.ToJson(genotype);

        Assert.Equal(genotype, GenotypeFile.Parse(json, "text"));
        Assert.Equal(json, GenotypeFile.ToJson(GenotypeFile.Parse(json, "text")));
    }

    [Fact]
    public void Round_trips_every_operation_the_placement_and_a_provenance_in_full()
    {
        SubnetGenotype subnet = new([0], CellGenotype.FromEdgeNumbers(4, (0, 0), (1, 1), (2, 2), (3, 3), (5, 4), (6, 5), (9, 0))) { Placement = MixPlacement.Spike };
        GenotypeProvenance provenance = new("evs search stereo", 1, 2, new string('a', 64), "12 simulated recordings");
        StereoGenotype genotype = new("all", provenance, subnet, subnet with { Placement = MixPlacement.Membrane });

        string json = GenotypeFile.ToJson(genotype);

        Assert.Equal(genotype, GenotypeFile.Parse(json, "text"));
        Assert.Single(json.Split('\n'), line => line == "    \"placement\": \"spike\",");
        Assert.Contains($"\"epoch\": 2, \"configHash\": \"{new string('a', 64)}\", \"data\": \"12 simulated recordings\" }}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Neurons_may_change_and_the_placement_stays()
    {
        SubnetGenotype spike = BuiltInGenotypes.SpikeDhsStereo.Matching with { Placement = MixPlacement.Spike };

        Assert.Equal(MixPlacement.Spike, spike.WithNeurons(new NeuronGenotype { Decay = 0.5f }).Placement);
    }

    [Fact]
    public void The_file_is_laid_out_to_be_read_by_people()
    {
        string[] lines = Published.Split('\n');
        Assert.Equal("{", lines[0]);
        Assert.Equal("  \"format\": \"eventstereo-genotype\",", lines[1]);
        Assert.Contains("    \"path\": [1, 2, 2, 1],", lines);
        Assert.Contains("      [{ \"source\": \"n0\", \"operation\": \"snn_b5\" }, { \"source\": \"s1\", \"operation\": \"snn_b5\" }],", lines);
        Assert.DoesNotContain('\r', Published);
    }

    [Theory]
    [InlineData("$.format", "\"other\"", "not a genotype file")]
    [InlineData("$.version", "2", "$.version must be 1")]
    [InlineData("$.version", "\"1\"", "$.version must be 1")]
    [InlineData("$.task", "\"flow\"", "$.task must be \"stereo\" or \"classification\"")]
    [InlineData("$.task", "\"classification\"", "$.feature is unknown (known here: format, version, task, name, provenance, stemNeuron, network)")]
    [InlineData("$.name", "\" \"", "$.name must be a text")]
    [InlineData("$.provenance", "[]", "$.provenance must be an object")]
    [InlineData("$.provenance.seed", "1.5", "$.provenance.seed must be an integer")]
    [InlineData("$.provenance.configHash", "\"ABC\"", "$.provenance.configHash must be a SHA-256")]
    [InlineData("$.provenance.data", "3", "$.provenance.data must be a text")]
    [InlineData("$.matching.placement", "\"input\"", "$.matching.placement must be one of membrane, spike, not \"input\"")]
    [InlineData("$.extra", "1", "$.extra is unknown")]
    [InlineData("$.feature.depth", "1", "$.feature.depth is unknown (known here: path, placement, cell, cells, neurons)")]
    [InlineData("$.feature.path", "[0, 2]", "$.feature.path is impossible: cell 1 jumps from level 0 to 2")]
    [InlineData("$.feature.path", "[1, \"0\"]", "$.feature.path[1] must be an integer")]
    [InlineData("$.feature.path", "[1]", "$.feature.neurons must have 1 lists (one a cell of the path) of 3 (one a node)")]
    [InlineData("$.feature.cell", "{}", "$.feature.cell must be a list")]
    [InlineData("$.feature.cell.1", "[]", "$.feature.cell[1] must have at least one edge")]
    [InlineData("$.matching.cell.0.1.source", "\"n0\"", "$.matching.cell[0][1].source must be one of s0, s1, not \"n0\"")]
    [InlineData("$.matching.cell.0.1.source", "\"s0\"", "$.matching.cell[0][1].source is \"s0\" a second time")]
    [InlineData("$.matching.cell.0.1.operation", "\"snn_b4\"", "$.matching.cell[0][1].operation must be one of skip_connect, snn_b3, snn_b5, snn_3x3, snn_5x5, max_pool_3x3, not \"snn_b4\"")]
    [InlineData("$.matching.cell.0.1.operation", "\"none\"", "$.matching.cell[0][1].operation must be one of skip_connect, snn_b3, snn_b5, snn_3x3, snn_5x5, max_pool_3x3, not \"none\"")]
    [InlineData("$.matching.neurons.3.2.decay", "1.5", "$.matching.neurons[3][2].decay must be a number from 0 to 1")]
    [InlineData("$.matching.neurons.3.2.threshold", "1e99", "$.matching.neurons[3][2].threshold must be a number above 0")]
    [InlineData("$.matching.neurons.3.2.surrogate", "\"arctan\"", "$.matching.neurons[3][2].surrogate must be one of dspike, arctangent")]
    [InlineData("$.matching.neurons.3.2.reset", "\"none\"", "$.matching.neurons[3][2].reset must be one of hard, soft")]
    [InlineData("$.matching.neurons.3.2.kind", "\"izhikevich\"", "$.matching.neurons[3][2].kind must be one of lif, relu, plif, alif, integrator")]
    [InlineData("$.matching.neurons.3.2.decay", "[0.2, 1.5]", "$.matching.neurons[3][2].decay must be 1 to 65536 numbers from 0 to 1, one a channel")]
    [InlineData("$.matching.neurons.3.2.decay", "[]", "$.matching.neurons[3][2].decay must be 1 to 65536 numbers")]
    [InlineData("$.matching.neurons.3.2.decay", "[\"0.2\"]", "$.matching.neurons[3][2].decay must be 1 to 65536 numbers")]
    [InlineData("$.matching.neurons.3.2", """{ "kind": "plif", "decay": 1, "threshold": 0.5, "temperature": 3 }""", "$.matching.neurons[3][2].decay must be a number between 0 and 1")]
    [InlineData("$.matching.neurons.3.2", """{ "kind": "plif", "decay": [0, 0.5], "threshold": 0.5, "temperature": 3 }""", "$.matching.neurons[3][2].decay must be 1 to 65536 numbers between 0 and 1")]
    [InlineData("$.matching.neurons.3.2.learnsByChannel", "1", "$.matching.neurons[3][2].learnsByChannel must be true or false")]
    [InlineData("$.matching.neurons.3.2.adaptationStep", "-1", "$.matching.neurons[3][2].adaptationStep must be a number not below 0")]
    [InlineData("$.matching.neurons.3.2.adaptationDecay", "2", "$.matching.neurons[3][2].adaptationDecay must be a number from 0 to 1")]
    [InlineData("$.matching.neurons.3.2.tau", "2", "$.matching.neurons[3][2].tau is unknown")]
    public void Refuses_what_does_not_fit_and_says_where(string path, string value, string expected)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(With(path, value), "g.json"));

        Assert.StartsWith("g.json: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_text_that_is_no_Unicode()
    {
        string half = Published.Replace("\"spikedhs-stereo\"", "\"\\ud800\"", StringComparison.Ordinal);
        Assert.NotEqual(Published, half);

        Assert.Contains("g.json: not valid JSON", Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(half, "g.json")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("provenance")]
    [InlineData("stemNeuron")]
    [InlineData("feature")]
    [InlineData("matching")]
    public void Refuses_a_missing_member(string name)
    {
        JsonObject root = JsonNode.Parse(Published)!.AsObject(); // the published text is an object
        root.Remove(name);

        Assert.Contains($"$.{name} is missing", Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(root.ToJsonString(), "g")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_all_problems_at_once()
    {
        string json = With("$.name", "5").Replace("snn_b5", "snn_b9", StringComparison.Ordinal);

        string message = Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(json, "g")).Message;

        Assert.Equal(5, message.Split("; ").Length); // the name and the four b5 edges
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{ "format": "eventstereo-genotype", "format": "eventstereo-genotype" }""")]
    public void Refuses_what_is_no_genotype(string json) =>
        Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(json, "g"));

    [Fact]
    public void Writes_and_reads_files_and_leaves_no_other_behind()
    {
        using TemporaryFolder folder = new();
        GenotypeFile.Write(folder["g.json"], BuiltInGenotypes.SpikeDhsStereo);

        Assert.Equal(BuiltInGenotypes.SpikeDhsStereo, GenotypeFile.Read(folder["g.json"]));
        Assert.Equal([folder["g.json"]], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Refuses_a_file_too_large_to_be_one()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("g.json", new string(' ', GenotypeFile.MaxBytes + 1));
        Assert.Contains("more than a genotype has", Assert.Throws<InvalidDataException>(() => GenotypeFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static string With(string path, string value)
    {
        string[] keys = path.Split('.')[1..];
        JsonNode root = JsonNode.Parse(Published)!; // the published text is not null
        JsonNode at = root;
        foreach (string key in keys[..^1])
        {
            at = (int.TryParse(key, out int index) ? at[index] : at[key])!; // the paths of the cases exist
        }

        JsonNode? replacement = JsonNode.Parse(value);
        if (int.TryParse(keys[^1], out int last))
        {
            at[last] = replacement;
        }
        else
        {
            at[keys[^1]] = replacement;
        }

        return root.ToJsonString();
    }
}
