using EventStereo.Search.Architecture.Decoding;

namespace EventStereo.Search.Tests.Architecture.Decoding;

public sealed class SoftmaxTests
{
    private const double Tolerance = 1e-15; // a few roundings of numbers up to 1

    [Fact]
    public void Probabilities_are_in_the_ratio_of_the_exponentials()
    {
        double[] probabilities = Softmax.Of([0, Math.Log(3)]);

        Assert.Equal(0.25, probabilities[0], Tolerance);
        Assert.Equal(0.75, probabilities[1], Tolerance);
    }

    [Fact]
    public void A_shift_of_all_logits_changes_nothing_and_nothing_overflows()
    {
        double[] logs = Softmax.LogOf([-5000, 5000, 5000]);

        Assert.Equal([-10000 - Math.Log(2), -Math.Log(2), -Math.Log(2)], logs.Select(log => Math.Round(log, 9)), (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal([0.0, 0.5, 0.5], Softmax.Of([-5000, 5000, 5000]).Select(p => Math.Round(p, 9)));
    }

    [Fact]
    public void Entropy_is_the_logarithm_of_the_number_of_open_choices()
    {
        Assert.Equal(Math.Log(3), Softmax.Entropy([7, 7, 7]), Tolerance * 10);
        Assert.Equal(0, Softmax.Entropy([0, 2000, 0]), Tolerance);

        // 0.25 and 0.75 by hand: 0.25 ln 4 + 0.75 ln (4/3).
        Assert.Equal((0.25 * Math.Log(4)) + (0.75 * Math.Log(4.0 / 3)), Softmax.Entropy([0, Math.Log(3)]), Tolerance);
    }

    [Fact]
    public void A_table_refuses_what_is_not_finite_and_names_the_place()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new LogitTable(2, 2, [0.0, 1, double.NaN, 3]));

        Assert.Contains("row 1, column 0 is NaN", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LogitTable(2, 2, [0.0, 1, 2]));
    }
}
