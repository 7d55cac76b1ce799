using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Tests;

public sealed class ClassificationOperationsTests
{
    [Fact]
    public void The_published_network_has_the_operations_of_the_methods_table()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = new(new ClassificationNetworkConfig { FilterMultiplier = 12 }, BuiltInGenotypes.SpikeDhsCifar);

        IReadOnlyList<LayerActivity> layers = ClassificationOperations.AtRate(network, 32, 32, steps: 1, rate: 0, CPU);

        // Section 6 of the method in millions, for multiplier 48; a quarter of the channels is a sixteenth of the operations of a cell and a quarter of the stem's.
        double[] published = [3.98, 297.27, 297.27, 169.87, 233.57, 297.27, 169.87, 233.57, 297.27];
        string[] parts = ["stem", .. Enumerable.Range(0, 8).Select(cell => $"cells.{cell}.")];
        double[] counted = [.. parts.Select((part, i) => Sum(layers.Where(layer => layer.Name.StartsWith(part, StringComparison.Ordinal))) * (i == 0 ? 4 : 16))];
        Assert.Equal(published.Length, counted.Length);
        Assert.All(published.Zip(counted), pair => Assert.Equal(pair.First, pair.Second / 1e6, 0.01));
        Assert.Equal(2.00, counted.Sum() / 1e9, 0.005);
    }

    [Fact]
    public void Every_layer_but_the_stem_adds_spikes_and_operations_grow_with_the_steps()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = new(new ClassificationNetworkConfig { FilterMultiplier = 2 }, BuiltInGenotypes.SpikeDhsCifar);

        IReadOnlyList<LayerActivity> one = ClassificationOperations.AtRate(network, 16, 16, steps: 1, rate: 0.25, CPU), six = ClassificationOperations.AtRate(network, 16, 16, steps: 6, rate: 0.25, CPU);

        Assert.Equal(["stem.convs.0.conv"], six.Where(layer => layer is { IsSynaptic: true, Multiplies: true }).Select(layer => layer.Name));
        Assert.All(six.Where(layer => layer is { IsSynaptic: true, Multiplies: false }), layer => Assert.Equal(0.25 * layer.EffectiveMacs, layer.SynapticOperations, 1e-6 * layer.EffectiveMacs));
        Assert.Equal(6 * Sum(one), Sum(six), 1e-6 * Sum(six));
        Assert.Equal(6, six.Max(layer => layer.Steps));
    }

    [Fact]
    public void A_read_out_of_means_multiplies()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationNetwork network = new(new ClassificationNetworkConfig { FilterMultiplier = 2, Readout = ClassificationReadout.Means }, BuiltInGenotypes.SpikeDhsCifar);

        LayerActivity readout = Assert.Single(ClassificationOperations.AtRate(network, 16, 16, steps: 3, rate: 0.25, CPU), layer => layer.Name.StartsWith("readout", StringComparison.Ordinal) && layer.IsSynaptic);

        Assert.True(readout.Multiplies);
        Assert.Equal(3 * 24 * 10, readout.EffectiveMacs); // three nodes of 2 * 2^2 channels
    }

    [Fact]
    public void The_auxiliary_head_is_no_part_of_an_inference()
    {
        using ClassificationNetwork network = new(new ClassificationNetworkConfig { FilterMultiplier = 2, AuxiliaryHead = true }, BuiltInGenotypes.SpikeDhsCifar);

        Assert.Throws<ArgumentException>(() => ClassificationOperations.AtRate(network, 32, 32, 1, 0, CPU));
    }

    private static double Sum(IEnumerable<LayerActivity> layers) => layers.Sum(layer => layer.DenseMacs);
}
