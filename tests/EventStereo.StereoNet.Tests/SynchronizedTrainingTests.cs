using EventStereo.Search.Tests.Training.Parallel;
using EventStereo.Search.Training.Parallel;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

/// <summary>The whole network on two ranks with synchronised batch norm, training, against one process with the batch of both.</summary>
public sealed class SynchronizedTrainingTests
{
    private static readonly StereoTrainingConfig Config = new()
    {
        BatchSize = 2, Accumulate = 2, ClipWindows = 3, CropHeight = 32, CropWidth = 48, LossPixels = LossPixels.Dense, LossPixelsPerWindow = 100, SyncBatchNorm = true,
    };

    [Fact]
    public void Two_ranks_have_the_gradient_of_one_batch_of_both()
    {
        (StereoBatch whole, StereoBatch[] halves) = Batches();

        AssertEqual(whole, halves);
    }

    [Fact]
    public void A_rank_without_loss_pixels_still_gives_its_statistics()
    {
        (StereoBatch whole, StereoBatch[] halves) = Batches();
        halves[1] = halves[1] with { Pixels = new PixelSet([], [], []), DisparityPx = [] };
        int[] kept = [.. Enumerable.Range(0, whole.Pixels.Count).Where(i => whole.Pixels.Image[i] % whole.Samples < Config.BatchSize)];
        PixelSet pixels = new([.. kept.Select(i => whole.Pixels.Image[i])], [.. kept.Select(i => whole.Pixels.Row[i])], [.. kept.Select(i => whole.Pixels.Column[i])]);

        AssertEqual(whole with { Pixels = pixels, DisparityPx = [.. kept.Select(i => whole.DisparityPx[i])] }, halves);
    }

    /// <summary>A batch of four clips and its halves.</summary>
    private static (StereoBatch Whole, StereoBatch[] Halves) Batches()
    {
        using StereoTrainingData data = TrainingScene.Data(8, 8, 8);
        StereoBatchMaker halves = Maker(data, Config);
        return (Maker(data, Config with { BatchSize = 4, Accumulate = 1 }).Make(3), [halves.Make(3, 0), halves.Make(3, 1)]);
    }

    private static void AssertEqual(StereoBatch whole, StereoBatch[] halves)
    {
        // Made one after another: fresh weights come from the process's one generator.
        using StereoNetwork alone = TrainingScene.NewNetwork(), first = TrainingScene.NewNetwork(), second = TrainingScene.NewNetwork();
        (double expectedLoss, float[] expected) = Learn(alone, whole, 1, SingleRank.Instance);

        int pixels = halves.Sum(half => half.Pixels.Count);
        (double Loss, float[] Gradient)[] found = ThreadRanks.Run(2, ranks => Learn(ranks.Rank == 0 ? first : second, halves[ranks.Rank], (double)halves[ranks.Rank].Pixels.Count / pixels, ranks));

        Assert.Equal(expectedLoss, found.Sum(rank => rank.Loss), 1e-5 * expectedLoss);
        double largest = expected.Max(Math.Abs);
        Assert.True(largest > 0);
        Assert.InRange(expected.Select((value, i) => Math.Abs(value - found.Sum(rank => rank.Gradient[i]))).Max() / largest, 0, 1e-4); // sums of float32 in another order, through 20 layers
        Assert.All(found, rank => Assert.Contains(rank.Gradient, value => value != 0)); // through the statistics where there are no pixels
    }

    private static (double Loss, float[] Gradient) Learn(StereoNetwork network, StereoBatch batch, double share, IRankExchange ranks)
    {
        using DisposeScope scope = NewDisposeScope();
        network.train();
        BatchNormSynchronization.Synchronize(network, ranks);
        ClipBackpropagation passes = new(network, Config, CPU, synchronizes: ranks.Ranks > 1);
        double loss = passes.Add(batch, share, 1.0 / ranks.Ranks, null).Means.Loss;
        return (loss, [.. network.parameters().SelectMany(parameter => (parameter.grad ?? zeros_like(parameter)).detach().contiguous().data<float>().ToArray())]);
    }

    private static StereoBatchMaker Maker(StereoTrainingData data, StereoTrainingConfig config) => new(data, config, TrainingScene.Network.InputChannels, seed: 7, TrainingScene.Network.MaxDisparityPx);
}
