using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Interop.Tests;

/// <summary>Random numbers repeat by seed, by generator and by state.</summary>
public sealed class TorchRandomTests
{
    [Fact]
    public void Seed_repeats_what_is_drawn()
    {
        manual_seed(5);
        using Tensor first = randn(4);
        manual_seed(5);
        using Tensor again = randn(4);
        using Tensor other = randn(4);
        Assert.Equal(first.bytes.ToArray(), again.bytes.ToArray());
        Assert.NotEqual(first.bytes.ToArray(), other.bytes.ToArray());
    }

    [Fact]
    public void Generator_draws_apart_from_the_default_one()
    {
        manual_seed(5);
        using Tensor expected = rand(3);
        manual_seed(5);
        using Generator own = new(9);
        using Tensor apart = rand([100], generator: own);
        using Tensor actual = rand(3);
        Assert.Equal(expected.bytes.ToArray(), actual.bytes.ToArray());
        Assert.Equal(9, own.initial_seed());
    }

    [Fact]
    public void State_goes_back_to_where_it_was_taken()
    {
        manual_seed(5);
        using Tensor skipped = rand(3);
        using Tensor state = random.get_rng_state();
        using Tensor expected = rand(3);
        random.set_rng_state(state);
        using Tensor actual = rand(3);
        Assert.Equal(expected.bytes.ToArray(), actual.bytes.ToArray());

        using Generator own = new(1);
        using Tensor ownState = own.get_state();
        using Tensor one = randperm(20, generator: own);
        own.set_state(ownState);
        using Tensor same = randperm(20, generator: own);
        Assert.Equal(one.data<long>().ToArray(), same.data<long>().ToArray());
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), one.data<long>().ToArray().Order());
    }

    [Fact]
    public void Draws_stay_within_their_bounds()
    {
        manual_seed(1);
        using var scope = NewDisposeScope();
        float[] uniform = rand(1000).data<float>().ToArray();
        Assert.All(uniform, value => Assert.InRange(value, 0f, 0.99999994f));
        Assert.InRange(uniform.Average(), 0.46, 0.54); // deviation of the mean 0.009
        Assert.All(randint(3, 6, (long[])[1000]).data<long>().ToArray(), value => Assert.InRange(value, 3, 5));
        Assert.Equal(0f, zeros(5).bernoulli().sum().ToSingle());
        Assert.Equal(5f, ones(5).bernoulli().sum().ToSingle());
    }
}
