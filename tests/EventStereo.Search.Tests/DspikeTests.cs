using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Tests;

public sealed class DspikeTests
{
    [Theory]
    [InlineData(0.2f)]
    [InlineData(1f)]
    [InlineData(3f)]
    [InlineData(5f)]
    public void Gradient_equals_the_finite_difference_of_the_primitive(float temperature)
    {
        const double h = 1e-5;
        for (double x = -0.49; x < 0.5; x += 0.01)
        {
            double difference = (Dspike.Primitive(x + h, temperature) - Dspike.Primitive(x - h, temperature)) / (2 * h);
            Assert.Equal(difference, Dspike.Gradient((float)x, temperature), 1e-4); // float32 against a second-order difference
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(3f)]
    [InlineData(6f)]
    public void Area_under_the_gradient_is_one(float temperature)
    {
        double area = 0;
        const int cells = 100_000;
        for (int i = 0; i < cells; i++)
        {
            area += Dspike.Gradient((float)((i + 0.5) / cells - 0.5), temperature) / cells;
        }

        Assert.Equal(1.0, area, 1e-4);
    }

    [Theory]
    [InlineData(-0.5f)]
    [InlineData(0.5f)]
    [InlineData(3f)]
    [InlineData(float.NaN)]
    public void Gradient_is_zero_outside_the_window(float x) => Assert.Equal(0f, Dspike.Gradient(x, 3f));
}
