using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Comparison;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using TorchSharp;

namespace EventStereo.Search.Classification.Tests;

public sealed class ClassificationComparisonTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-classify-compare-").FullName;
    private readonly ClassificationComparisonConfig tiny;

    public ClassificationComparisonTests()
    {
        string data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        BarImages.Write(data);
        BarImages.Write(data, "t10k");
        ClassificationNetworkConfig network = new() { FilterMultiplier = 2, Steps = 2 };
        ClassificationTrainingConfig training = new() { Steps = 2, BatchSize = 8, CheckpointEvery = 1, ValidateEvery = 1, Augmentation = ImageAugmentation.None };
        tiny = new()
        {
            Run = new ClassificationRunConfig { Network = network, Training = training, Data = new ClassificationDataConfig { Dataset = DatasetKind.Mnist, Folder = data, ValidationShare = 0.2 } },
            Search = new ClassificationSearchConfig
            {
                Space = new SubnetSpace { Cell = new CellSpace { Nodes = 1, Operations = [CellOperation.SkipConnect, CellOperation.SpikingConv3] }, Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1, Moves = TrellisMoves.SameDown } },
                Network = network, Training = training, Search = new BilevelConfig { Epochs = 2, StepsPerEpoch = 1, WarmUpEpochs = 1 },
            },
            Searches = [new ComparedSearchConfig { Name = "cells" }, new ComparedSearchConfig { Name = "times", On = "cells" }],
            Networks =
            [
                new ComparedNetworkConfig { Name = "searched", Genotype = "cells", Seeds = [1, 2] },
                new ComparedNetworkConfig { Name = "timed", Genotype = "times", Seeds = [1] },
                new ComparedNetworkConfig { Name = "random", Genotype = "cells", Random = true, Seeds = [1] },
                new ComparedNetworkConfig { Name = "learned", Genotype = "cells", Neuron = new NeuronChange { Kind = NeuronKind.ParametricLif }, Seeds = [1] },
            ],
            EnergySamples = 4,
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Stopped_in_a_search_and_in_a_training_it_goes_on_to_the_table()
    {
        string compared = Path.Combine(folder, "compared");
        using CancellationTokenSource inSearch = new(), inTraining = new();
        ClassificationComparison comparison = ClassificationComparison.Create(compared, tiny);
        Assert.Throws<OperationCanceledException>(() => Complete(comparison, what => StopAt(what, "cells: step 1", inSearch), inSearch.Token));
        Assert.Null(comparison.Searches[0].Summary);
        Assert.Throws<OperationCanceledException>(() => Complete(ClassificationComparison.Open(compared), what => StopAt(what, "timed-1: step 1", inTraining), inTraining.Token));

        List<string> done = [];
        Complete(ClassificationComparison.Open(compared), done.Add, TestContext.Current.CancellationToken);

        ClassificationComparison finished = ClassificationComparison.Open(compared);
        Assert.True(finished.IsComplete);
        Assert.DoesNotContain(done, what => what.StartsWith("searched-1", StringComparison.Ordinal) || what.StartsWith("cells", StringComparison.Ordinal));
        IReadOnlyList<ComparedClassifier> networks = finished.Networks;
        Assert.All(networks.SelectMany(network => network.Runs), run => Assert.Equal((60, true), (run.Score!.Samples, run.Score.Mj > 0))); // complete: each has one
        Assert.Null(networks[0].PointsAboveFirst);
        Assert.Equal(networks[1].Runs[0].Score!.Top1Percent - networks[0].Runs[0].Score!.Top1Percent, networks[1].PointsAboveFirst!.Value, 9);
        Assert.Equal(NeuronKind.ParametricLif, Assert.IsType<ClassificationGenotype>(GenotypeFile.Read(Path.Combine(compared, "networks", "learned-1", "genotype.json"))).Network.Neurons[0][0].Kind);
        Assert.Equal("random-classify", GenotypeFile.Read(Path.Combine(compared, "networks", "random-1", "genotype.json")).Name);
    }

    [Fact]
    public void What_a_killed_start_left_is_in_nobodys_way()
    {
        string compared = Path.Combine(folder, "compared");
        ClassificationComparison comparison = ClassificationComparison.Create(compared, tiny with { Networks = [tiny.Networks[0] with { Seeds = [1] }] });
        foreach (string run in (string[])["searches/cells", "networks/searched-1"])
        {
            Directory.CreateDirectory(Path.Combine(compared, run));
            File.WriteAllText(Path.Combine(compared, run, "genotype.json"), "{");
        }

        Complete(comparison, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(comparison.IsComplete);
    }

    [Fact]
    public void The_file_says_which_task_it_is_of()
    {
        ClassificationComparison.Create(Path.Combine(folder, "compared"), tiny);

        Assert.True(ClassificationComparison.IsConfig(Path.Combine(folder, "compared", "comparison.json")));
        File.WriteAllText(Path.Combine(folder, "other.json"), "{ \"search\": {} }");
        Assert.False(ClassificationComparison.IsConfig(Path.Combine(folder, "other.json")));
        foreach (string task in (string[])["\"stereos\"", "7"])
        {
            File.WriteAllText(Path.Combine(folder, "other.json"), $"{{ \"task\": {task} }}");
            Assert.Contains($"task is {task}", Assert.Throws<ConfigurationException>(() => ClassificationComparison.IsConfig(Path.Combine(folder, "other.json"))).Message, StringComparison.Ordinal);
        }

        File.WriteAllText(Path.Combine(folder, "other.json"), "{");
        Assert.Throws<ConfigurationException>(() => ClassificationComparison.IsConfig(Path.Combine(folder, "other.json")));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        ClassificationComparisonConfig wrong = tiny with { EnergySamples = 0, Searches = [new ComparedSearchConfig { Name = "cells", Set = ["search.learningRate=0"] }], Networks = [tiny.Networks[0] with { Seeds = [1, -1] }, tiny.Networks[1]] };

        string message = Assert.Throws<ConfigurationException>(() => ClassificationComparison.Create(Path.Combine(folder, "compared"), wrong)).Message;

        Assert.All(["energySamples", "searches.cells: search.learningRate", "networks.timed.genotype is 'times'", "networks.searched.seeds must be 0 or more"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static void Complete(ClassificationComparison comparison, Action<string> tell, CancellationToken cancellation) => comparison.Complete(torch.CPU, 1, (_, what) => tell(what), cancellation);

    private static void StopAt(string what, string at, CancellationTokenSource stop)
    {
        if (what.StartsWith(at, StringComparison.Ordinal))
        {
            stop.Cancel();
        }
    }
}
