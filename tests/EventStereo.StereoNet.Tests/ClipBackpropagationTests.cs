using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

/// <summary>
/// Micro-batches, chunks of windows and carried state, with batch norm on its running statistics (evaluation mode), where samples and windows do not
/// depend on one another but through the membranes. 1e-5 of the largest gradient is float's rounding of sums in another order.
/// </summary>
public sealed class ClipBackpropagationTests
{
    private static readonly StereoTrainingConfig Config = new()
    {
        BatchSize = 4, ClipWindows = 4, CropHeight = 32, CropWidth = 48, LossPixels = LossPixels.Dense, LossPixelsPerWindow = 100,
    };

    [Fact]
    public void Accumulated_micro_batches_have_the_gradient_of_one_batch()
    {
        using StereoTrainingData data = TrainingScene.Data(8, 8, 8);
        StereoBatch whole = Maker(data, Config).Make(3);
        StereoBatchMaker halves = Maker(data, Config with { BatchSize = 2, Accumulate = 2 });
        StereoBatch[] parts = [halves.Make(3, 0), halves.Make(3, 1)];
        Assert.Equal(whole.Pixels.Count, parts.Sum(part => part.Pixels.Count));

        (double wholeLoss, float[] expected) = Gradient(Config, (whole, 1, 1));
        (double partsLoss, float[] found) = Gradient(Config, [.. parts.Select(part => (part, (double)part.Pixels.Count / whole.Pixels.Count, 0.5))]);

        Assert.Equal(wholeLoss, partsLoss, 1e-5 * wholeLoss);
        AssertClose(expected, found);
    }

    [Fact]
    public void A_truncation_to_the_whole_clip_changes_no_bit()
    {
        using StereoTrainingData data = TrainingScene.Data(8);
        StereoBatch batch = Maker(data, Config).Make(0);
        Assert.Equal(Gradient(Config, (batch, 1, 1)).Gradient, Gradient(Config with { TruncateWindows = 4 }, (batch, 1, 1)).Gradient);
    }

    [Fact]
    public void A_truncation_keeps_the_loss_and_cuts_the_gradient_through_time()
    {
        using StereoTrainingData data = TrainingScene.Data(8);
        StereoBatch batch = Maker(data, Config).Make(0);

        (double wholeLoss, float[] whole) = Gradient(Config, (batch, 1, 1));
        (double chunksLoss, float[] chunks) = Gradient(Config with { TruncateWindows = 1 }, (batch, 1, 1));

        Assert.Equal(wholeLoss, chunksLoss, 1e-5 * wholeLoss); // the membranes were carried, so every window sees the same
        Assert.True(Difference(whole, chunks) > 1e-2, "the gradient through time should be missed");
    }

    [Fact]
    public void Two_clips_with_carried_state_are_one_clip_in_two_chunks()
    {
        using StereoTrainingData data = TrainingScene.Data(8);
        StereoBatch batch = Maker(data, Config).Make(0);
        (double expectedLoss, float[] expected) = Gradient(Config with { TruncateWindows = 2 }, (batch, 1, 1));

        using StereoNetwork network = Frozen();
        ClipBackpropagation passes = new(network, Config with { CarryState = true }, CPU, synchronizes: false);
        StereoBatch first = batch.Slice(0, 2), second = batch.Slice(2, 2);
        (StepMeans before, SpikingState? state) = passes.Add(first, (double)first.Pixels.Count / batch.Pixels.Count, 0.5, null);
        (StepMeans after, SpikingState? end) = passes.Add(second, (double)second.Pixels.Count / batch.Pixels.Count, 0.5, state);

        Assert.Equal(expectedLoss, before.Loss + after.Loss, 1e-12);
        Assert.Equal(expected, GradientOf(network));
        state?.Dispose();
        end?.Dispose();
    }

    [Fact]
    public void A_sample_whose_recording_begins_starts_from_rest_and_the_others_go_on()
    {
        using StereoTrainingData data = TrainingScene.Data(8, 8);
        StereoTrainingConfig config = Config with { BatchSize = 2, ClipWindows = 2, CarryState = true };
        StereoBatch batch = Maker(data, config).Make(0);
        using StereoNetwork network = Frozen();
        ClipBackpropagation passes = new(network, config, CPU, synchronizes: false);
        using CarriedStates states = new(1);
        states.Keep(0, passes.Add(batch, 1, 1, null).After);

        using SpikingState rest = passes.Add(batch, 1, 1, null).After!; // carried
        using SpikingState carried = passes.Add(batch, 1, 1, states.Before(0, batch with { Begins = [false, false] })).After!; // carried
        using SpikingState mixed = passes.Add(batch, 1, 1, states.Before(0, batch with { Begins = [false, true] })).After!; // carried

        Assert.Null(states.Before(0, batch with { Begins = [true, true] }));
        Assert.NotEqual(RowsOf(rest, 1), RowsOf(carried, 1));
        Assert.Equal(RowsOf(rest, 1), RowsOf(mixed, 1));
        Assert.Equal(RowsOf(carried, 0), RowsOf(mixed, 0));
    }

    /// <summary>Every membrane of one of two samples, of both cameras where a layer has both.</summary>
    private static float[] RowsOf(SpikingState state, int sample) =>
        [.. state.States.SelectMany(membrane => Enumerable.Range(0, (int)membrane.shape[0]).Where(row => row % 2 == sample).SelectMany(row => membrane[row].contiguous().data<float>().ToArray()))];

    private static StereoBatchMaker Maker(StereoTrainingData data, StereoTrainingConfig config) => new(data, config, TrainingScene.Network.InputChannels, seed: 7, TrainingScene.Network.MaxDisparityPx);

    private static StereoNetwork Frozen()
    {
        StereoNetwork network = TrainingScene.NewNetwork();
        network.eval();
        return network;
    }

    private static (double Loss, float[] Gradient) Gradient(StereoTrainingConfig config, params (StereoBatch Batch, double LossShare, double WindowShare)[] parts)
    {
        using StereoNetwork network = Frozen();
        ClipBackpropagation passes = new(network, config, CPU, synchronizes: false);
        double loss = parts.Sum(part => passes.Add(part.Batch, part.LossShare, part.WindowShare, null).Means.Loss);
        return (loss, GradientOf(network));
    }

    private static float[] GradientOf(StereoNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. network.parameters().Where(parameter => parameter.grad is not null).SelectMany(parameter => parameter.grad!.contiguous().data<float>().ToArray())]; // filtered
    }

    private static double Difference(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        Assert.True(largest > 0);
        return expected.Zip(found, (a, b) => Math.Abs(a - b)).Max() / largest;
    }

    private static void AssertClose(float[] expected, float[] found) => Assert.InRange(Difference(expected, found), 0, 1e-5);
}
