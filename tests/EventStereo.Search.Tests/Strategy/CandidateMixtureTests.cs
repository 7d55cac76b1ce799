using EventStereo.Search.Strategy;

namespace EventStereo.Search.Tests.Strategy;

public sealed class CandidateMixtureTests
{
    [Fact]
    public void A_step_goes_down_the_gradient_of_the_softmax()
    {
        CandidateMixture mixture = new(3, rate: 0.5);
        mixture.Move([1, -2, 4]);

        // By hand: weights 1/3, mean 1, gradient (0, -1, 1), of length sqrt 2: alpha = (0, 0.5, -0.5) / sqrt 2.
        double up = Math.Exp(0.5 / Math.Sqrt(2)), down = 1 / up, sum = 1 + up + down;
        Assert.Equal([1 / sum, up / sum, down / sum], mixture.Weights, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(1, mixture.Best);
    }

    [Fact]
    public void A_batch_of_large_losses_counts_like_any_other()
    {
        CandidateMixture small = new(2, rate: 1), large = new(2, rate: 1);
        small.Move([0, 1e-9]);
        large.Move([1e6, 2e6]);

        Assert.Equal(small.Weights, large.Weights, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Of_equals_the_first_is_best_and_nothing_moves()
    {
        CandidateMixture mixture = new(4, rate: 1);
        mixture.Move([7, 7, 7, 7]);

        Assert.Equal([0.25, 0.25, 0.25, 0.25], mixture.Weights);
        Assert.Equal(0, mixture.Best);
    }

    [Fact]
    public void What_is_best_does_not_depend_on_the_rate_after_one_batch()
    {
        foreach (double rate in (double[])[1e-3, 1, 100])
        {
            CandidateMixture mixture = new(3, rate);
            mixture.Move([3, 2, 1]);
            Assert.Equal(2, mixture.Best);
            Assert.Equal(1, mixture.Weights.Sum(), 1e-12);
        }
    }

    [Fact]
    public void A_slope_that_is_no_number_is_refused() => Assert.Throws<ArgumentException>(() => new CandidateMixture(2, 1).Move([double.NaN, 1]));
}
