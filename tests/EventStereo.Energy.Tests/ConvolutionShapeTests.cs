using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;

namespace EventStereo.Energy.Tests;

public sealed class ConvolutionShapeTests
{
    [Fact]
    public void Knows_the_published_stem_of_the_classification_net()
    {
        // 3 -> 144 channels, 3x3 on 32x32: 144 * 3 * 9 * 1024 = 3,981,312, the 4.0 M of the method's table.
        Assert.Equal(3_981_312, ConvolutionShape.Conv2d(3, 144, 32, 32, 3, 1, 1).DenseMacs);
    }

    [Fact]
    public void Knows_the_first_matching_layer_of_the_stereo_net()
    {
        // 48 -> 24 maps, 3x3x3, 21 disparities at 88x116: 6.67 GMAC.
        ConvolutionShape shape = ConvolutionShape.Conv3d(48, 24, new Extent(21, 88, 116), 3, 1, 1);
        Assert.Equal(48L * 24 * 27 * 21 * 88 * 116, shape.DenseMacs);
        Assert.Equal(6.67, shape.DenseMacs / 1e9, 0.005);
    }

    [Theory]
    [InlineData(264, 3, 3, 1, 1, 88)]
    [InlineData(88, 3, 2, 1, 1, 44)]
    [InlineData(7, 3, 1, 0, 2, 3)]
    [InlineData(5, 5, 1, 0, 1, 1)]
    public void Has_the_usual_output_size(int size, int kernel, int stride, int padding, int dilation, int expected)
    {
        Extent output = ConvolutionShape.Conv2d(1, 1, size, size, kernel, stride, padding, dilation).Output;
        Assert.Equal(new Extent(1, expected, expected), output);
    }

    [Fact]
    public void Refuses_groups_that_do_not_divide() =>
        Assert.Throws<ArgumentException>(() => ConvolutionShape.Conv2d(4, 6, 5, 5, 3, groups: 4));

    [Fact]
    public void Refuses_a_kernel_larger_than_the_input() =>
        Assert.Throws<ArgumentException>(() => ConvolutionShape.Conv2d(1, 1, 2, 2, 3));

    [Fact]
    public void Reference_network_takes_the_published_operations()
    {
        ReferenceEnergy ddes = ReferenceEnergy.Of("ddes", ReferenceNetworks.Ddes(), EnergyModels.All);

        // 37.91 GMAC = 174.4 mJ, 26.03 times the published 6.7 mJ.
        Assert.Equal(37.91, ddes.Macs / 1e9, 0.005);
        Assert.Equal(174.4, ddes.Mj["cmos45nm-fp32"], 0.05);
        Assert.Equal(26.03, ddes.Mj["cmos45nm-fp32"] / Sensitivity.PublishedMj, 0.005);
    }
}
