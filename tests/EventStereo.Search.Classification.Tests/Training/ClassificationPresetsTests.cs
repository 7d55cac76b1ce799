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
    public void Four_cells_see_an_image_of_28x28_at_half_and_at_a_quarter_of_its_size()
    {
        ClassificationNetworkConfig config = ClassificationPresets.Find("fashion-mnist").Network with { InputChannels = 1 };
        ClassificationGenotype genotype = ClassificationGenotypes.Resolve(config.Genotype);
        using ClassificationNetwork network = new(config, genotype);

        Assert.Equal([1, 1, 2, 2], genotype.Path);

        // Spiking convolution: 9 inputs outputs + 3 outputs. Stem 1 -> 27; cells of 18, 18, 36, 36 channels a node read (27, 27), (27, 54), (54, 54), (54, 108); linear 108 -> 10.
        long total = Spiking(1, 27) + (108 * 10) + 30;
        foreach ((long s0, long s1, long node) in new (long, long, long)[] { (27, 27, 18), (27, 54, 18), (54, 54, 36), (54, 108, 36) })
        {
            total += (2 * Spiking(s0, node)) + (2 * Spiking(s1, node)) + (2 * Spiking(node, node));
        }

        Assert.Equal(total, network.InferenceParameters);
    }

    private static long Spiking(long inputs, long outputs) => (9 * inputs * outputs) + (3 * outputs);
}
