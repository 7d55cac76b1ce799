using System.Text.Json.Nodes;
using EventStereo.Search.Architecture;

namespace EventStereo.Search.Tests.Architecture;

public sealed class ClassificationGenotypeTests
{
    private static readonly ClassificationGenotype Published = BuiltInGenotypes.SpikeDhsCifar;

    [Fact]
    public void The_published_path_and_cell_are_those_of_the_authors_readme()
    {
        Assert.Equal([0, 0, 1, 1, 1, 2, 2, 2], Published.Path);
        Assert.Equal("n0 = snn_b3(s1) + snn_b3(s0); n1 = snn_b5(s1) + snn_b3(s0); n2 = snn_b3(n0) + snn_b3(n1)", Published.Cell.ToString());
    }

    [Fact]
    public void Its_cell_is_the_stereo_feature_cell_and_its_provenance_says_so()
    {
        Assert.Equal(BuiltInGenotypes.SpikeDhsStereo.FeatureCell, Published.Cell);
        Assert.Contains("byte-identical to the feature cell of the MVSEC search", Published.Provenance.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Round_trips_by_value_and_byte_for_byte()
    {
        NeuronGenotype[][] neurons = [.. Published.Network.Neurons.Select(row => row.ToArray())];
        neurons[7][2] = new NeuronGenotype { Kind = NeuronKind.RectifiedLinear };
        ClassificationGenotype genotype = Published with
        {
            Name = "found",
            Provenance = new GenotypeProvenance("evs search classify", 42, 9),
            StemNeuron = new NeuronGenotype { SurrogateTemperature = 1.5f },
            Network = new SubnetGenotype(Published.Path, Published.Cell, neurons),
        };

        string json = GenotypeFile.ToJson(genotype);

        Assert.Equal(genotype, GenotypeFile.Parse(json, "text"));
        Assert.Equal(json, GenotypeFile.ToJson(GenotypeFile.Parse(json, "text")));
        Assert.NotEqual(genotype, genotype with { Network = Published.Network });
    }

    [Fact]
    public void Can_be_found_by_name()
    {
        Assert.True(BuiltInGenotypes.TryFind("spikedhs-cifar", out Genotype? found));
        Assert.Same(Published, found);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("provenance")]
    [InlineData("stemNeuron")]
    [InlineData("network")]
    public void Refuses_a_missing_member(string name)
    {
        JsonObject root = JsonNode.Parse(GenotypeFile.ToJson(Published))!.AsObject(); // the published text is an object
        root.Remove(name);

        Assert.Contains($"$.{name} is missing", Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(root.ToJsonString(), "g")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_members_of_another_task()
    {
        string json = GenotypeFile.ToJson(Published).Replace("\"network\": {", "\"matching\": {", StringComparison.Ordinal);

        string message = Assert.Throws<InvalidDataException>(() => GenotypeFile.Parse(json, "g")).Message;

        Assert.Contains("$.matching is unknown (known here: format, version, task, name, provenance, stemNeuron, network)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_every_neuron_the_kind_that_is_asked_for()
    {
        NeuronGenotype artificial = new() { Kind = NeuronKind.RectifiedLinear };

        ClassificationGenotype network = Published.WithNeurons(artificial);

        Assert.Equal(artificial, network.StemNeuron);
        Assert.All(network.Network.Neurons.SelectMany(row => row), neuron => Assert.Equal(artificial, neuron));
    }
}
