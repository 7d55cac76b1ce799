using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Configuration;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

/// <summary>Trainings and searches whose surrogate gradients evolve (DGS).</summary>
public sealed class SurrogateRunTests : IDisposable
{
    private static readonly SurrogateEvolutionConfig Dgs = new() { Every = 2, WarmUpSteps = 2, Batches = 1 };

    private readonly string folder = Directory.CreateTempSubdirectory("evs-dgs-").FullName;

    public SurrogateRunTests()
    {
        SimulationConfig scenes = SimulationPresets.Training with { Sensors = [new SensorSize(64, 48)], DurationMs = 200 };
        SimulationBatch.WriteFiles(scenes, seed: 5, count: 4, In("data/scene.hdf5"), threads: 2);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Evaluations_leave_a_training_as_it_is()
    {
        Train("fixed", Config());
        Train("evaluated", Config() with { Dgs = Dgs with { Deltas = [0f] } });

        Assert.Equal(File.ReadAllBytes(In("fixed/weights.safetensors")), File.ReadAllBytes(In("evaluated/weights.safetensors")));
        Assert.Equal(Checkpoint("fixed", "optimizer.bin"), Checkpoint("evaluated", "optimizer.bin"));
        Assert.Equal(Checkpoint("fixed", "random.bin"), Checkpoint("evaluated", "random.bin"));
        Assert.Equal(3, SurrogateLog.Read(In("evaluated/surrogates.jsonl")).Steps.Count); // the beginning, after 2 and after 4 steps
        Assert.False(File.Exists(In("fixed/surrogates.jsonl")));
    }

    [Fact]
    public void A_training_stopped_and_resumed_equals_one_never_stopped()
    {
        StereoRunConfig config = Config() with { Dgs = Dgs with { Families = [SurrogateKind.Arctangent] } };
        Train("whole", config);
        using CancellationTokenSource stop = new();
        using (StereoTrainingRun first = StereoTrainingRun.Start(In("parts"), config, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run(
                (step, _) =>
                {
                    if (step.Step == 3)
                    {
                        stop.Cancel();
                    }
                },
                stop.Token));
        }

        File.AppendAllText(In("parts/surrogates.jsonl"), "{\"step\":4,\"fam"); // as a kill tears it
        using (StereoTrainingRun rest = StereoTrainingRun.Resume(In("parts"), torch.CPU))
        {
            rest.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        foreach (string name in (string[])["weights.safetensors", "metrics.jsonl", "surrogates.jsonl", "genotype.json", "summary.json"])
        {
            Assert.Equal(File.ReadAllBytes(In($"whole/{name}")), File.ReadAllBytes(In($"parts/{name}")));
        }

        Assert.NotEqual(File.ReadAllBytes(In("whole/weights.safetensors")), Trained("fixed", Config()));
    }

    [Fact]
    public void A_retraining_begins_with_the_surrogates_that_evolved()
    {
        Train("first", Config() with { Dgs = Dgs });
        SurrogateHistory evolved = SurrogateLog.Read(In("first/surrogates.jsonl"));
        Assert.Equal(["stem", "feature.cell0.node0", "matching.cell3.node2"], [evolved.Layers[0], evolved.Layers[1], evolved.Layers[^1]]);
        Assert.Contains(evolved.Steps[^1].Surrogates, surrogate => surrogate.Temperature != 3f);

        StereoGenotype genotype = Assert.IsType<StereoGenotype>(GenotypeFile.Read(In("first/genotype.json")));
        Assert.Equal(evolved.Steps[^1].Surrogates[0], SurrogateShape.Of(genotype.StemNeuron));
        Assert.Equal(evolved.Steps[^1].Surrogates[^1], SurrogateShape.Of(genotype.Matching.Neurons[3][2]));

        Train("second", Config() with { Dgs = Dgs, Network = Config().Network with { Genotype = In("first/genotype.json") } });
        Assert.Equal(evolved.Steps[^1].Surrogates, SurrogateLog.Read(In("second/surrogates.jsonl")).Steps[0].Surrogates);
    }

    [Fact]
    public void Chosen_layers_alone_evolve()
    {
        Train("run", Config() with { Dgs = Dgs with { Layers = ["stem", "matching.cell0.*"] } });

        Assert.Equal(["stem", "matching.cell0.node0", "matching.cell0.node1", "matching.cell0.node2"], SurrogateLog.Read(In("run/surrogates.jsonl")).Layers);
        StereoGenotype genotype = Assert.IsType<StereoGenotype>(GenotypeFile.Read(In("run/genotype.json")));
        Assert.All(genotype.Feature.Neurons, row => Assert.All(row, neuron => Assert.Equal(3f, neuron.SurrogateTemperature)));
        Assert.Contains("'stems' names no layer", Assert.Throws<ConfigurationException>(() => StereoTrainingRun.Start(In("none"), Config() with { Dgs = Dgs with { Layers = ["stems"] } }, torch.CPU)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tensor_is_gained_an_evaluation()
    {
        GC.Collect(); // what other tests left to the finalizer must not go meanwhile
        GC.WaitForPendingFinalizers();
        using StereoTrainingRun run = StereoTrainingRun.Start(In("leak"), Config() with { Dgs = Dgs with { Every = 1 } }, torch.CPU);
        List<long> live = [];
        run.Run((_, _) => live.Add(torch.Tensor.TotalCount), CancellationToken.None);

        Assert.Equal(live[3], live[^1]); // the first steps make the optimizer's state
    }

    [Fact]
    public void A_search_evolves_surrogates_into_its_genotypes_and_resumes()
    {
        StereoSearchConfig config = SearchConfig() with { Dgs = Dgs };
        using (StereoSearchRun whole = StereoSearchRun.Start(In("whole"), config, torch.CPU))
        {
            whole.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        using CancellationTokenSource stop = new();
        using (StereoSearchRun first = StereoSearchRun.Start(In("parts"), config, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run(
                (step, _) =>
                {
                    if (step.Step == 2)
                    {
                        stop.Cancel(); // in the middle of the second epoch, after an evaluation
                    }
                },
                stop.Token));
        }

        using (StereoSearchRun rest = StereoSearchRun.Resume(In("parts"), torch.CPU))
        {
            rest.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        foreach (string name in (string[])["genotype.json", "weights.safetensors", "metrics.jsonl", "surrogates.jsonl", "architecture.jsonl", "genotypes/epoch-0002.json"])
        {
            Assert.Equal(File.ReadAllBytes(In($"whole/{name}")), File.ReadAllBytes(In($"parts/{name}")));
        }

        SurrogateHistory evolved = SurrogateLog.Read(In("whole/surrogates.jsonl"));
        Assert.Contains("matching.cell1.level1.node0", evolved.Layers);
        StereoGenotype genotype = Assert.IsType<StereoGenotype>(GenotypeFile.Read(In("whole/genotype.json")));
        int layer = evolved.Layers.ToList().IndexOf($"matching.cell1.level{genotype.MatchingPath[1]}.node0");
        Assert.Equal(evolved.Steps[^1].Surrogates[layer], SurrogateShape.Of(genotype.Matching.Neurons[1][0]));
    }

    private byte[] Trained(string name, StereoRunConfig config)
    {
        Train(name, config);
        return File.ReadAllBytes(In($"{name}/weights.safetensors"));
    }

    private void Train(string name, StereoRunConfig config)
    {
        using StereoTrainingRun run = StereoTrainingRun.Start(In(name), config, torch.CPU);
        run.Run((_, _) => { }, TestContext.Current.CancellationToken);
    }

    private byte[] Checkpoint(string run, string file) => File.ReadAllBytes(Path.Combine(Assert.Single(Directory.GetDirectories(In($"{run}/checkpoint"))), file));

    private StereoRunConfig Config() => new()
    {
        Network = new StereoNetworkConfig { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, MaxDisparityPx = 16, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, VolumePooling = 2 },
        Training = new StereoTrainingConfig { Steps = 5, BatchSize = 1, ClipWindows = 2, CropHeight = 32, CropWidth = 32, CheckpointEvery = 100, WarmupSteps = 1, RateWeight = 1 },
        Data = [In("data")],
    };

    private StereoSearchConfig SearchConfig() => new()
    {
        Space = new StereoSpace
        {
            Feature = new SubnetSpace { Cell = new CellSpace { Nodes = 1 }, Trellis = new TrellisSpace { Layers = 1, MaxLevel = 1 } },
            Matching = new SubnetSpace { Cell = new CellSpace { Nodes = 2 }, Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1 } },
        },
        Network = new StereoNetworkConfig { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, MaxDisparityPx = 16, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, Resampling = SpikeResampling.MaxPool },
        Training = new StereoTrainingConfig { BatchSize = 1, ClipWindows = 1, CropHeight = 32, CropWidth = 32 },
        Search = new BilevelConfig { Epochs = 2, WarmUpEpochs = 1, StepsPerEpoch = 2 },
        Data = [In("data")],
    };

    private string In(string name) => Path.Combine(folder, name);
}
