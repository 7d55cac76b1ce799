using EventStereo.Search.Architecture;

namespace EventStereo.Search.Tests.Architecture;

/// <summary>Counts the published stereo network's parameters from the genotype alone, without building it.</summary>
public sealed class PublishedSizeTests
{
    [Fact]
    public void The_stereo_genotype_makes_the_published_number_of_parameters()
    {
        // Multiplier 8: 2-D stem 5 -> 12 -> 24 -> 24, two cells, 1x1 to 24; 3-D stem 48 -> 24 -> 24, four cells, 1x1x1 with
        // batch norm to 24, 3x3x3 to 1. Convolutions have a bias and batch norm (2 a map) unless said otherwise.
        StereoGenotype genotype = BuiltInGenotypes.SpikeDhsStereo;
        (long featureCells, long features) = Cells(genotype.Feature, stem: 24, taps: 9);
        (long matchingCells, long matches) = Cells(genotype.Matching, stem: 24, taps: 27);
        long feature = Spiking(5, 12, 9) + Spiking(12, 24, 9) + Spiking(24, 24, 9) + featureCells + (features * 24);
        long matching = Spiking(48, 24, 27) + Spiking(24, 24, 27) + matchingCells + (matches * 24) + (2 * 24) + (24 * 27);

        Assert.Equal((39_456, 831_432), (feature, matching));
        Assert.Equal(870_888, feature + matching);
    }

    private static (long Parameters, long OutputChannels) Cells(SubnetGenotype subnet, long stem, int taps)
    {
        const int Multiplier = 8;
        (long previousPrevious, long previous, long total) = (stem, stem, 0);
        foreach (int level in subnet.Path)
        {
            long channels = Multiplier << level;
            foreach (EdgeGenotype edge in subnet.Cell.Nodes.SelectMany(node => node.Edges))
            {
                long inputs = edge.Source switch { EdgeGenotype.PreviousPrevious => previousPrevious, EdgeGenotype.Previous => previous, _ => channels };
                total += Spiking(inputs, channels, taps);
            }

            (previousPrevious, previous) = (previous, channels * subnet.Cell.Nodes.Count);
        }

        return (total, previous);
    }

    private static long Spiking(long inputs, long outputs, int taps) => (inputs * outputs * taps) + (3 * outputs);
}
