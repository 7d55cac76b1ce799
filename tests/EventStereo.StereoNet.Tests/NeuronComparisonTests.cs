using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.Comparison;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class NeuronComparisonTests : IDisposable
{
    private static readonly NeuronComparisonConfig Tiny = new()
    {
        Run = new StereoRunConfig
        {
            Network = new StereoNetworkConfig { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, VolumePooling = 2, VolumeNeurons = true },
            Training = new StereoTrainingConfig { Steps = 4, BatchSize = 1, ClipWindows = 2, CropHeight = 32, CropWidth = 48, CheckpointEvery = 2, ValidateEvery = 4, WarmupSteps = 1 },
        },
        Seeds = [1],
        Train = new SimulatedSet { Count = 2, Seed = 11 },
        Validation = new SimulatedSet { Count = 1, Seed = 12 },
        Test = new SimulatedSet { Count = 2, Seed = 13 },
        EnergyScenes = 1,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("evs-compare-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Stopped_anywhere_it_goes_on_and_keeps_what_is_finished()
    {
        using CancellationTokenSource stop = new();
        NeuronComparison comparison = NeuronComparison.Create(folder, Tiny);
        Assert.Throws<OperationCanceledException>(() => Complete(comparison, what => StopAt(what, "artificial-1: step 2", stop), stop.Token));
        Assert.NotNull(comparison.Table.Spiking);
        Assert.Null(comparison.Table.Artificial);
        DateTime finished = File.GetLastWriteTimeUtc(Path.Combine(folder, "spiking-1", "weights.safetensors"));

        Complete(NeuronComparison.Open(folder), _ => { }, TestContext.Current.CancellationToken);

        ComparisonTable table = NeuronComparison.Open(folder).Table;
        Assert.True(table.IsComplete);
        Assert.Equal(finished, File.GetLastWriteTimeUtc(Path.Combine(folder, "spiking-1", "weights.safetensors")));
        Assert.Equal(4, File.ReadLines(Path.Combine(folder, "artificial-1", "metrics.jsonl")).Count());
        Assert.Equal(table.Artificial!.OnePixelAccuracyPercent.Mean - table.Spiking!.OnePixelAccuracyPercent.Mean, table.PointsBelow); // complete: both are there
        Assert.True(table.EnergyRatio > 1);
        Assert.Equal(table.Runs[0].Score!.Disparity.Pixels, table.Runs[1].Score!.Disparity.Pixels); // likewise
    }

    [Fact]
    public void A_spiking_run_may_begin_with_the_weights_of_its_artificial_twin()
    {
        List<string> order = [];
        NeuronComparison comparison = NeuronComparison.Create(folder, Tiny with { SpikingFromArtificial = true, Protocol = "event-depth" });

        Complete(comparison, what => order.Add(what.Split(':')[0]), TestContext.Current.CancellationToken);

        Assert.Equal(["artificial-1", "spiking-1"], order.Distinct());
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "artificial-1", "weights.safetensors")), File.ReadAllBytes(Path.Combine(folder, "spiking-1", "weights-initial.safetensors")));
    }

    [Fact]
    public void A_finished_comparison_needs_no_scenes()
    {
        NeuronComparison comparison = NeuronComparison.Create(folder, Tiny);
        Complete(comparison, _ => { }, TestContext.Current.CancellationToken);
        Directory.Delete(Path.Combine(folder, "data"), recursive: true);

        Complete(comparison, _ => Assert.Fail("something was done"), TestContext.Current.CancellationToken);

        Assert.True(comparison.Table.IsComplete);
        Assert.False(Directory.Exists(Path.Combine(folder, "data")));
    }

    [Fact]
    public void Scenes_that_two_sets_share_are_refused() =>
        Assert.Contains("different seeds", Assert.Throws<ConfigurationException>(() => NeuronComparison.Create(folder, Tiny with { Test = Tiny.Train })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_score_is_named()
    {
        NeuronComparison comparison = NeuronComparison.Create(folder, Tiny);
        string run = Directory.CreateDirectory(Path.Combine(folder, "spiking-1")).FullName;
        File.WriteAllText(Path.Combine(run, "score.json"), "{ \"mj\": 1 }");

        Assert.Contains("score.json", Assert.Throws<InvalidDataException>(() => comparison.Table).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mean_and_deviation_are_those_of_the_seeds()
    {
        RunScore Score(double wrong, double mj) => new(new DisparityScore(1, 10, 0, 1, 1, wrong, 0, 0, 0.5, 0.5), mj, 0.1, 60);

        ScoreSummary summary = ScoreSummary.Of([Score(60, 1), Score(70, 2), Score(80, 3)])!; // there are runs

        Assert.Equal(new Spread(30, 10), summary.OnePixelAccuracyPercent);
        Assert.Equal(new Spread(2, 1), summary.Mj);
        Assert.Null(ScoreSummary.Of([]));
    }

    private static void Complete(NeuronComparison comparison, Action<string> tell, CancellationToken cancellation) =>
        comparison.Complete(torch.CPU, threads: 2, (_, what) => tell(what), cancellation);

    private static void StopAt(string what, string where, CancellationTokenSource stop)
    {
        if (what.StartsWith(where, StringComparison.Ordinal))
        {
            stop.Cancel();
        }
    }
}
