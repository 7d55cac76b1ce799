using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Comparison;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class SearchComparisonTests : IDisposable
{
    private static readonly StereoNetworkConfig Network = new() { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, VolumePooling = 2, VolumeNeurons = true };
    private static readonly StereoTrainingConfig Training = new() { Steps = 2, BatchSize = 1, ClipWindows = 2, CropHeight = 32, CropWidth = 48, CheckpointEvery = 1, ValidateEvery = 2, WarmupSteps = 1 };
    private static readonly SubnetSpace Subnet = new() { Cell = new CellSpace { Nodes = 1, Operations = [CellOperation.SkipConnect, CellOperation.SpikingConv3] }, Trellis = new TrellisSpace { Layers = 1, MaxLevel = 1 } };

    private static readonly SearchComparisonConfig Tiny = new()
    {
        Run = new StereoRunConfig { Network = Network, Training = Training },
        Search = new StereoSearchConfig { Space = new StereoSpace { Feature = Subnet, Matching = Subnet }, Network = Network, Training = Training, Search = new BilevelConfig { Epochs = 2, StepsPerEpoch = 1, WarmUpEpochs = 1 } },
        Searches = [new ComparedSearchConfig { Name = "cells" }, new ComparedSearchConfig { Name = "times", On = "cells" }],
        Networks =
        [
            new ComparedNetworkConfig { Name = "searched", Genotype = "cells", Seeds = [1] },
            new ComparedNetworkConfig { Name = "timed", Genotype = "times", Seeds = [1], Set = ["training.learningRate=0.001"] },
            new ComparedNetworkConfig { Name = "random", Genotype = "cells", Random = true, Seeds = [1, 2] },
            new ComparedNetworkConfig { Name = "learned", Genotype = "cells", Neuron = new NeuronChange { Kind = NeuronKind.ParametricLif }, Seeds = [1] },
        ],
        Train = new SimulatedSet { Count = 2, Seed = 11 },
        Validation = new SimulatedSet { Count = 1, Seed = 12 },
        Test = new SimulatedSet { Count = 1, Seed = 13 },
        EnergyScenes = 1,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("evs-searches-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Stopped_in_a_search_and_in_a_training_it_goes_on_to_the_table()
    {
        using CancellationTokenSource inSearch = new(), inTraining = new();
        SearchComparison comparison = SearchComparison.Create(folder, Tiny);
        Assert.Throws<OperationCanceledException>(() => Complete(comparison, what => StopAt(what, "cells: step 1", inSearch), inSearch.Token));
        Assert.Null(comparison.Table.Searches[0].Summary);
        Assert.Throws<OperationCanceledException>(() => Complete(SearchComparison.Open(folder), what => StopAt(what, "timed-1: step 1", inTraining), inTraining.Token));
        Assert.NotNull(comparison.Table.Networks[0].Summary);

        List<string> done = [];
        Complete(SearchComparison.Open(folder), done.Add, TestContext.Current.CancellationToken);

        SearchComparisonTable table = SearchComparison.Open(folder).Table;
        Assert.True(table.IsComplete);
        Assert.DoesNotContain(done, what => what.StartsWith("searched-1", StringComparison.Ordinal) || what.StartsWith("cells", StringComparison.Ordinal));
        Assert.Null(table.Networks[0].PointsAboveFirst);
        Assert.Equal(
            table.Networks[1].Summary!.OnePixelAccuracyPercent.Mean - table.Networks[0].Summary!.OnePixelAccuracyPercent.Mean, table.Networks[1].PointsAboveFirst!.Value, 9); // complete: both are there
        Assert.Equal("0.001", ConfigFile.ToJson(ConfigFile.Load(new StereoRunConfig(), Path.Combine(folder, "networks", "timed-1", "config.json"), [])).Split("\"learningRate\": ")[1].Split(',')[0]);
        Assert.Equal(NeuronKind.ParametricLif, Assert.IsType<StereoGenotype>(GenotypeFile.Read(Path.Combine(folder, "networks", "learned-1", "genotype.json"))).Feature.Neurons[0][0].Kind);
    }

    [Fact]
    public void What_another_process_is_at_is_left_alone()
    {
        SearchComparison comparison = SearchComparison.Create(folder, Tiny with { Searches = [Tiny.Searches[0]], Networks = [Tiny.Networks[0], new ComparedNetworkConfig { Name = "published", Genotype = "spikedhs-stereo", Seeds = [1, 2] }] });
        using (FolderClaim.Try(Path.Combine(folder, "searches", "cells")))
        using (FolderClaim.Try(Path.Combine(folder, "networks", "published-2")))
        {
            Complete(comparison, _ => { }, TestContext.Current.CancellationToken);
        }

        Assert.Equal([0, 1], comparison.Table.Networks.Select(network => network.Summary?.Seeds ?? 0));
        Complete(comparison, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(comparison.Table.IsComplete);
    }

    [Fact]
    public void Random_architectures_use_the_budget_of_the_search()
    {
        SearchComparison comparison = SearchComparison.Create(folder, Tiny with { Searches = [Tiny.Searches[0]], Networks = [Tiny.Networks[2]] });

        Complete(comparison, _ => { }, TestContext.Current.CancellationToken);

        string search = Path.Combine(folder, "searches", "cells");
        Assert.Equal(RandomStereoArchitecture.Draw(search, 1, 0.75, torch.CPU), Assert.IsType<StereoGenotype>(GenotypeFile.Read(Path.Combine(folder, "genotypes", "random-1.json"))));
        string network = Path.Combine(folder, "networks", "random-1");
        Assert.Contains("not a finished search", Assert.Throws<InvalidDataException>(() => RandomStereoArchitecture.Draw(network, 1, 0.75, torch.CPU)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{ \"epochs\": 1 }")]
    public void A_damaged_summary_of_a_search_is_named(string content)
    {
        SearchComparison comparison = SearchComparison.Create(folder, Tiny);
        Directory.CreateDirectory(Path.Combine(folder, "searches", "cells"));
        File.WriteAllText(Path.Combine(folder, "searches", "cells", "summary.json"), content);

        Assert.Contains("summary.json", Assert.Throws<InvalidDataException>(() => comparison.Table).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_are_differences_of_the_seeds_that_both_have()
    {
        static SeedScore Run(int seed, double? wrong) => new(seed, wrong is double value ? new RunScore(new DisparityScore(1, 10, 0, 1, 1, value, 0, 0, 0.5, 0.5), 1, 0.1, 60) : null);

        SearchComparisonTable table = SearchComparisonTable.Of(Tiny, [], [("first", [Run(1, 40), Run(2, 50), Run(3, 45)]), ("other", [Run(1, 38), Run(2, null), Run(3, 41)])]);

        Assert.Equal(3, table.Networks[1].PointsAboveFirst);
        Assert.Equal(2, table.Networks[1].Summary!.Seeds); // two are finished
        Assert.False(table.IsComplete);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        SearchComparisonConfig wrong = Tiny with
        {
            Searches = [new ComparedSearchConfig { Name = "a/b" }, new ComparedSearchConfig { Name = "c", On = "d" }, new ComparedSearchConfig { Name = "c", Set = ["search.epoch=3"] }],
            Networks = [new ComparedNetworkConfig { Name = "n", Genotype = "nothing", Seeds = [1, 1] }, new ComparedNetworkConfig { Name = "r", Genotype = "spikedhs-stereo", Random = true }],
        };

        string message = Assert.Throws<ConfigurationException>(() => SearchComparison.Create(folder, wrong)).Message;

        Assert.All(["'a/b'", "no search before it", "searches has a name twice", "search.epoch", "no search of this comparison", "each once", "draws from the space"], part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private static void Complete(SearchComparison comparison, Action<string> tell, CancellationToken cancellation) =>
        comparison.Complete(torch.CPU, threads: 2, (_, what) => tell(what), cancellation);

    private static void StopAt(string what, string where, CancellationTokenSource stop)
    {
        if (what.StartsWith(where, StringComparison.Ordinal))
        {
            stop.Cancel();
        }
    }
}
