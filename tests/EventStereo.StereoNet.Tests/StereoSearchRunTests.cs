using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class StereoSearchRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-search-").FullName;

    public StereoSearchRunTests()
    {
        SimulationConfig scenes = SimulationPresets.Training with { Sensors = [new SensorSize(64, 48)], DurationMs = 200 };
        SimulationBatch.WriteFiles(scenes, seed: 6, count: 4, In("data/scene.hdf5"), threads: 2);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(BilevelOrder.First, 0)]
    [InlineData(BilevelOrder.First, 1)]
    [InlineData(BilevelOrder.Second, 0)]
    public void Stopped_and_resumed_equals_never_stopped(BilevelOrder order, int sampledEpochs)
    {
        StereoSearchConfig config = Config() with { Search = Config().Search with { Order = order, SampledEpochs = sampledEpochs, Candidates = 5, CandidateBatches = 1 } };
        Search("whole", config);
        using CancellationTokenSource stop = new();
        using (StereoSearchRun first = StereoSearchRun.Start(In("parts"), config, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run(
                (step, _) =>
                {
                    if (step.Step == 4)
                    {
                        stop.Cancel(); // in the middle of the third epoch
                    }
                },
                stop.Token));
        }

        using (StereoSearchRun rest = StereoSearchRun.Resume(In("parts"), torch.CPU))
        {
            Assert.Equal(4, rest.StepsDone);
            rest.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        foreach (string name in (string[])["genotype.json", "weights.safetensors", "metrics.jsonl", "summary.json", "architecture.jsonl", "genotypes/epoch-0001.json", "genotypes/epoch-0003.json"])
        {
            Assert.Equal(File.ReadAllBytes(In($"whole/{name}")), File.ReadAllBytes(In($"parts/{name}")));
        }
    }

    [Fact]
    public void The_genotype_is_trained_without_editing()
    {
        Search("search", Config());
        StereoGenotype genotype = Assert.IsType<StereoGenotype>(GenotypeFile.Read(In("search/genotype.json")));
        Assert.Equal((1L, 3), (genotype.Provenance.Seed, genotype.Provenance.Epoch));
        Assert.Equal(64, genotype.Provenance.ConfigHash!.Length); // a search gives one

        StereoRunConfig config = new()
        {
            Data = [In("data")], Training = Config().Training with { Steps = 1 }, Network = Config().Network with { Genotype = In("search/genotype.json") },
        };
        using StereoTrainingRun run = StereoTrainingRun.Start(In("run"), config, torch.CPU);
        run.Run((_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(genotype, GenotypeFile.Read(In("run/genotype.json")));
    }

    [Fact]
    public void Time_constants_are_searched_on_an_architecture_that_stays()
    {
        Search("search", Config());
        StereoGenotype found = (StereoGenotype)GenotypeFile.Read(In("search/genotype.json"));
        StereoSearchConfig config = Config() with
        {
            EnergyWeight = 0,
            Neurons = new NeuronSearchConfig { Genotype = In("search/genotype.json"), Decays = [0.1f, 0.9f] },
            Search = Config().Search with { ArchitectureLearningRate = 1 },
        };

        StereoGenotype timed = Search("timed", config).Genotype;

        Assert.Equal((found.FeatureCell, found.MatchingCell), (timed.FeatureCell, timed.MatchingCell));
        Assert.Equal([.. found.FeaturePath, .. found.MatchingPath], [.. timed.FeaturePath, .. timed.MatchingPath]);
        Assert.All([.. timed.Feature.Neurons, .. timed.Matching.Neurons], row => Assert.All(row, neuron => Assert.Contains(neuron.Decay, config.Neurons.Decays)));
        Assert.True(Search("again", config).Genotype.Equals(timed));
    }

    [Fact]
    public void What_is_decoded_is_within_the_budget()
    {
        SearchEpoch<StereoGenotype> free = Search("free", Config());
        SearchEpoch<StereoGenotype> bounded = Search("bounded", Config() with { BudgetMj = 0.999 * free.Mj });

        Assert.True(bounded.FitsBudget);
        Assert.InRange(bounded.Mj, 0, 0.999 * free.Mj);
        Assert.False(Search("none", Config() with { BudgetMj = 1e-12 }).FitsBudget);
    }

    [Fact]
    public void Sampled_epochs_decode_the_best_of_what_is_drawn_within_the_budget()
    {
        StereoSearchConfig config = Config() with { Search = Config().Search with { SampledEpochs = 1, Candidates = 12, CandidateBatches = 1 } };
        SearchEpoch<StereoGenotype> free = Search("free", config);
        SearchEpoch<StereoGenotype> bounded = Search("bounded", config with { BudgetMj = 1.5 * free.Mj });

        Assert.True(bounded.FitsBudget);
        Assert.InRange(bounded.Mj, 0, 1.5 * free.Mj);
        Assert.False(Search("none", config with { BudgetMj = 1e-12 }).FitsBudget);
        Assert.Equal(
            [false, false, true, true, false, false], // the architecture learns in the second epoch alone
            File.ReadLines(In("free/metrics.jsonl")).Select(line => !line.Contains("\"architectureLoss\":null", StringComparison.Ordinal)));
    }

    [Fact]
    public void Killed_after_its_last_epoch_it_writes_what_that_epoch_decoded()
    {
        SearchEpoch<StereoGenotype> free = Search("free", Config());
        Search("run", Config() with { BudgetMj = 0.999 * free.Mj });
        string[] results = ["genotype.json", "weights.safetensors", "summary.json"];
        byte[][] before = [.. results.Select(name => File.ReadAllBytes(In($"run/{name}")))];
        Array.ForEach(results, name => File.Delete(In($"run/{name}")));

        using StereoSearchRun rest = StereoSearchRun.Resume(In("run"), torch.CPU);
        rest.Run((_, _) => Assert.Fail("something was searched"), TestContext.Current.CancellationToken);

        Assert.Equal(before, results.Select(name => File.ReadAllBytes(In($"run/{name}"))));
    }

    [Fact]
    public void A_stable_genotype_ends_the_search_early()
    {
        StereoSearchConfig config = Config() with { Search = Config().Search with { Epochs = 8, ArchitectureLearningRate = 1e-9, StopAfterStableEpochs = 3 } };

        Assert.Equal(4, Search("stable", config).Epoch); // the first epoch is the warm-up
    }

    [Fact]
    public void One_recording_is_refused_as_the_two_levels_share_nothing()
    {
        File.Delete(In("data/scene-00003.hdf5"));
        File.Delete(In("data/scene-00002.hdf5"));
        File.Delete(In("data/scene-00001.hdf5"));

        Assert.Contains("split", Assert.Throws<InvalidDataException>(() => StereoSearchRun.Start(In("one"), Config(), torch.CPU)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_training_alone_are_refused() =>
        Assert.Contains("carryState", Assert.Throws<ConfigurationException>(() => StereoSearchRun.Start(In("x"), Config() with { Training = Config().Training with { CarryState = true } }, torch.CPU)).Message, StringComparison.Ordinal);

    private SearchEpoch<StereoGenotype> Search(string name, StereoSearchConfig config)
    {
        using StereoSearchRun run = StereoSearchRun.Start(In(name), config, torch.CPU);
        return run.Run((_, _) => { }, TestContext.Current.CancellationToken);
    }

    private StereoSearchConfig Config() => new()
    {
        Space = new StereoSpace
        {
            Feature = new SubnetSpace { Cell = new CellSpace { Nodes = 2 }, Trellis = new TrellisSpace { Layers = 1, MaxLevel = 1 } },
            Matching = new SubnetSpace { Cell = new CellSpace { Nodes = 2 }, Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1 } },
        },
        Network = new StereoNetworkConfig { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, MaxDisparityPx = 16, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, Resampling = EventStereo.Search.Ops.SpikeResampling.MaxPool },
        Training = new StereoTrainingConfig { BatchSize = 1, ClipWindows = 1, CropHeight = 32, CropWidth = 32 },
        Search = new BilevelConfig { Epochs = 3, WarmUpEpochs = 1, StepsPerEpoch = 2, EntropyWeight = 0.1 },
        EnergyWeight = 1,
        Data = [In("data")],
    };

    private string In(string name) => Path.Combine(folder, name);
}
