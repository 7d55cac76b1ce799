using EventStereo.Search.Kernels;
using EventStereo.Search.Ops;
using EventStereo.Search.Training.Parallel;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests.Training.Parallel;

public sealed class GradientExchangeTests
{
    [Fact]
    public void Gradients_are_summed_and_a_rank_without_one_counts_as_zero()
    {
        float[][] gradients = ThreadRanks.Run(3, ranks =>
        {
            using Linear layer = nn.Linear(2, 1, hasBias: false);
            GradientExchange exchange = new(layer, ranks);
            exchange.Begin();
            if (ranks.Rank != 1)
            {
                using Tensor gradient = tensor([3f, ranks.Rank], [1, 2]);
                layer.weight.grad = gradient;
            }

            exchange.Sum();
            return Values(layer.weight.grad!); // two ranks had one
        });

        Assert.All(gradients, gradient => Assert.Equal([6f, 2f], gradient));
    }

    [Fact]
    public void A_parameter_without_a_gradient_on_any_rank_keeps_none()
    {
        bool[] none = ThreadRanks.Run(2, ranks =>
        {
            using Linear layer = nn.Linear(2, 1);
            GradientExchange exchange = new(layer, ranks);
            exchange.Begin();
            using Tensor gradient = tensor([3f, -1f], [1, 2]);
            layer.weight.grad = gradient;
            exchange.Sum();
            return layer.bias!.grad is null; // made with one
        });

        Assert.All(none, Assert.True);
    }

    [Fact]
    public void Two_ranks_equal_one_that_goes_through_both_micro_batches()
    {
        float[] expected = Step(SingleRank.Instance, [0, 1], of: 2);

        float[][] states = ThreadRanks.Run(2, ranks => Step(ranks, [ranks.Rank], of: 2));

        Assert.Equal(states[0], states[1]); // to the bit: nothing may drift apart
        Assert.All(expected.Zip(states[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Running_statistics_follow_the_ranks_in_order_whatever_number_of_passes_each_made()
    {
        float[] expected = Step(SingleRank.Instance, [0, 1, 2, 3, 4, 5], of: 6);

        float[][] states = ThreadRanks.Run(3, ranks => Step(ranks, ((int[][])[[0, 1, 2], [3], [4, 5]])[ranks.Rank], of: 6));

        Assert.All(expected.Zip(states[2]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Equal(6, states[2][^1]); // the passes come last in the state
    }

    [Fact]
    public void Synchronised_statistics_are_left_as_they_are()
    {
        float[][] states = ThreadRanks.Run(2, ranks => Step(ranks, [ranks.Rank], of: 2, synchronize: true));

        Assert.Equal(states[0], states[1]);
        Assert.Equal(1, states[0][^1]);
    }

    /// <summary>
    /// A convolution with batch norm takes one step of gradient descent on the mean of its losses over numbered micro-batches, of which there are
    /// <paramref name="of"/> on all ranks; returns its state.
    /// </summary>
    private static float[] Step(IRankExchange ranks, int[] microBatches, int of, bool synchronize = false)
    {
        using DisposeScope scope = NewDisposeScope();
        using ConvNorm layer = new(2, 2, 3, bias: false);
        Fill(layer);
        if (synchronize)
        {
            BatchNormSynchronization.Synchronize(layer, ranks);
        }

        GradientExchange exchange = new(layer, ranks);
        exchange.Begin();
        foreach (int number in microBatches)
        {
            Tensor input = Numbers([2, 2, 5, 4], 10 + number);
            Tensor loss = (layer.call(input) * Numbers([2, 3, 5, 4], 20 + number)).pow((Scalar)2).mean() / of;
            loss.backward();
        }

        exchange.Sum();
        using IDisposable noGrad = no_grad();
        foreach (Parameter parameter in layer.parameters())
        {
            parameter.sub_(parameter.grad! * 0.1f); // backward filled it
        }

        return [.. layer.state_dict().Values.SelectMany(value => Values(value.to(ScalarType.Float32).view(-1)))];
    }

    private static void Fill(nn.Module layer)
    {
        using IDisposable noGrad = no_grad();
        foreach ((Parameter parameter, int seed) in layer.parameters().Select((parameter, i) => (parameter, i)))
        {
            parameter.copy_(Numbers(parameter.shape, seed));
        }
    }

    private static Tensor Numbers(long[] shape, int seed)
    {
        Random random = new(seed);
        return tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, side) => product * side)).Select(_ => 2 * random.NextSingle() - 1)], shape);
    }

    private static float[] Values(Tensor values)
    {
        using Tensor own = values.detach().contiguous();
        return TensorMemory.Floats(own).ToArray();
    }
}
