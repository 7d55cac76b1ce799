using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;

namespace EventStereo.Search.Classification.Tests.Training;

public sealed class ClassificationPresetsTests
{
    [Fact]
    public void Every_preset_lacks_its_data_folder_alone() =>
        Assert.All(ClassificationPresets.Names, name => Assert.StartsWith("no data", Assert.Single(ClassificationPresets.Find(name).Validate()), StringComparison.Ordinal));

    [Fact]
    public void Two_cells_see_an_image_of_28x28_at_half_and_at_a_quarter_of_its_size()
    {
        ClassificationNetworkConfig config = ClassificationPresets.Find("fashion-mnist").Network with { InputChannels = 1 };
        ClassificationGenotype genotype = ClassificationGenotypes.Resolve(config.Genotype);
        using ClassificationNetwork network = new(config, genotype);

        Assert.Equal([1, 2], genotype.Path);

        // Spiking convolution: 9 inputs outputs + 3 outputs. Stem 1 -> 36; cells of 24 and 48 channels a node read (36, 36) and (36, 72); linear 144 -> 10.
        long total = Spiking(1, 36) + (144 * 10) + 30;
        foreach ((long s0, long s1, long node) in new (long, long, long)[] { (36, 36, 24), (36, 72, 48) })
        {
            total += (2 * Spiking(s0, node)) + (2 * Spiking(s1, node)) + (2 * Spiking(node, node));
        }

        Assert.Equal(total, network.InferenceParameters);
        Assert.Equal(179_454, total);
    }

    private static long Spiking(long inputs, long outputs) => (9 * inputs * outputs) + (3 * outputs);
}
