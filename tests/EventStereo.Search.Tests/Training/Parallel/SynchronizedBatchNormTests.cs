using EventStereo.Search.Kernels;
using EventStereo.Search.Training.Parallel;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests.Training.Parallel;

public sealed class SynchronizedBatchNormTests
{
    /// <summary>Sums in another order, in float32: a few units in the last place of numbers around 1.</summary>
    private const float Tolerance = 2e-5f;

    [Fact]
    public void Ranks_of_unequal_batches_equal_one_batch_norm_over_both()
    {
        float[] errors = ThreadRanks.Run(2, ranks => LargestDifference(ranks, [5, 3, 4, 6], taken: [0, 2, 5]));

        Assert.All(errors, error => Assert.InRange(error, 0, Tolerance));
    }

    [Fact]
    public void Three_ranks_of_volumes_equal_one_batch_norm_over_all()
    {
        float[] errors = ThreadRanks.Run(3, ranks => LargestDifference(ranks, [6, 2, 3, 4, 5], taken: [0, 1, 4, 6]));

        Assert.All(errors, error => Assert.InRange(error, 0, Tolerance));
    }

    [Fact]
    public void A_mean_far_from_zero_costs_no_precision()
    {
        float[] errors = ThreadRanks.Run(2, ranks => LargestDifference(ranks, [4, 2, 8, 8], taken: [0, 2, 4], mean: 100f));

        Assert.All(errors, error => Assert.InRange(error, 0, 50 * Tolerance)); // the input itself has so much less precision
    }

    [Fact]
    public void Two_processes_equal_one_batch_norm_over_both() => MpiProcess.Run($"{typeof(SynchronizedBatchNormTests).FullName}.{nameof(On_two_ranks)}");

    [Fact(Explicit = true)]
    public void On_two_ranks()
    {
        using MpiWorld world = MpiWorld.Join();
        Assert.InRange(LargestDifference(world, [5, 3, 4, 6], taken: [0, 2, 5]), 0, Tolerance);
    }

    [Fact]
    public void Differs_from_batch_norms_of_their_own()
    {
        bool[] differ = ThreadRanks.Run(2, ranks =>
        {
            using DisposeScope scope = NewDisposeScope();
            using BatchNorm2d norm = nn.BatchNorm2d(1);
            Tensor input = tensor([ranks.Rank, ranks.Rank + 1f], [2, 1, 1, 1]);
            using Tensor joined = SynchronizedBatchNorm.Normalize(norm, input, ranks);
            using Tensor alone = norm.call(input);
            return (joined - alone).abs().max().item<float>() > 0.1f;
        });

        Assert.All(differ, Assert.True);
    }

    /// <summary>
    /// The rank's slice [taken[rank], taken[rank + 1]) of a batch of <paramref name="shape"/> through synchronised batch norm, against the whole
    /// batch through the plain one: largest difference of outputs, input gradients, weight and bias gradients (summed) and statistics.
    /// </summary>
    private static float LargestDifference(IRankExchange ranks, long[] shape, int[] taken, float mean = 0.3f)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = Numbers(shape, seed: 1) * 2f + mean, direction = Numbers(shape, seed: 2);
        using BatchNorm whole = Norm(shape), part = Norm(shape);
        Tensor wholeInput = input.clone().requires_grad_();
        Tensor expected = whole.call(wholeInput);
        (expected * direction).sum().backward();

        int from = taken[ranks.Rank], to = taken[ranks.Rank + 1];
        Tensor partInput = input.narrow(0, from, to - from).clone().requires_grad_();
        Tensor output = SynchronizedBatchNorm.Normalize(part, partInput, ranks);
        (output * direction.narrow(0, from, to - from)).sum().backward();

        float[] weights = Values(part.weight!.grad!), biases = Values(part.bias!.grad!); // backward filled them
        ranks.Sum(weights);
        ranks.Sum(biases);
        Assert.Equal(1, part.num_batches_tracked!.ToInt64()); // it tracks
        return ((float[])
        [
            Apart(Values(expected.narrow(0, from, to - from)), Values(output)),
            Apart(Values(wholeInput.grad!.narrow(0, from, to - from)), Values(partInput.grad!)), // backward filled both
            Apart(Values(whole.weight!.grad!), weights) / shape.Aggregate(1f, (product, side) => product * MathF.Sqrt(side)), // sums of so many
            Apart(Values(whole.bias!.grad!), biases),
            Apart(Values(whole.running_mean!), Values(part.running_mean!)),
            Apart(Values(whole.running_var!), Values(part.running_var!)),
        ]).Max();
    }

    private static BatchNorm Norm(long[] shape)
    {
        BatchNorm norm = shape.Length == 4 ? nn.BatchNorm2d(shape[1]) : nn.BatchNorm3d(shape[1]);
        using IDisposable noGrad = no_grad();
        norm.weight!.copy_(Numbers([shape[1]], seed: 3) + 1f); // affine
        norm.bias!.copy_(Numbers([shape[1]], seed: 4));
        return norm;
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

    private static float Apart(float[] a, float[] b) => a.Zip(b, (x, y) => MathF.Abs(x - y)).Max();
}
