namespace EventStereo.Energy.Tests;

public sealed class CostTableTests
{
    [Fact]
    public void Prices_are_the_published_ones() =>
        Assert.Equal((4.6, 0.9), (CostTable.Cmos45nmFloat32.MacPj, CostTable.Cmos45nmFloat32.AcPj));

    [Fact]
    public void A_thousand_million_picojoules_are_a_millijoule() =>
        Assert.Equal(4.6 + 0.9, CostTable.Cmos45nmFloat32.EnergyMj(1e9, 1e9), 1e-12);

    [Fact]
    public void Markdown_states_the_prices_as_published()
    {
        EnergyReport report = EnergyReport.Of("net", [LayerActivity.AtRate("a", ConvolutionShape.Linear(2, 3), 0.5)], 0);
        Assert.Contains("45 nm CMOS, 32-bit float: 4.6 pJ a MAC, 0.9 pJ an AC (Horowitz", EnergyMarkdown.Of(report), StringComparison.Ordinal);
    }
}
