using EventStereo.Energy.Models;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Configuration;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Tests;

/// <summary>Searches for classifiers on the classes that the stereo search has.</summary>
public sealed class ClassificationSearchRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-classify-search-").FullName;

    public ClassificationSearchRunTests() => BarImages.Write(Directory.CreateDirectory(In("data")).FullName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, false)] // all: nothing is mixed
    public void Stopped_and_resumed_equals_never_stopped(int sampledEpochs, bool evolves)
    {
        ClassificationSearchConfig config = Config() with
        {
            Search = Config().Search with { SampledEpochs = sampledEpochs, WarmUpEpochs = sampledEpochs < 3 ? 1 : 0 }, Dgs = evolves ? new SurrogateEvolutionConfig { Every = 2, WarmUpSteps = 1, Batches = 1 } : null,
        };
        Search("whole", config);
        using CancellationTokenSource stop = new();
        using (ClassificationSearchRun first = ClassificationSearchRun.Start(In("parts"), config, torch.CPU))
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

        using (ClassificationSearchRun rest = ClassificationSearchRun.Resume(In("parts"), torch.CPU))
        {
            Assert.Equal(4, rest.StepsDone);
            rest.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        foreach (string name in (string[])["genotype.json", "weights.safetensors", "metrics.jsonl", "summary.json", "architecture.jsonl", "genotypes/epoch-0003.json", .. evolves ? (string[])["surrogates.jsonl"] : []])
        {
            Assert.Equal(File.ReadAllBytes(In($"whole/{name}")), File.ReadAllBytes(In($"parts/{name}")));
        }
    }

    [Fact]
    public void The_genotype_is_trained_without_editing()
    {
        ClassificationGenotype found = Search("search", Config()).Genotype;
        Assert.Equal((1L, 3, "60 samples of Mnist"), (found.Provenance.Seed, found.Provenance.Epoch, found.Provenance.Data));

        ClassificationRunConfig training = new()
        {
            Network = Config().Network with { Genotype = In("search/genotype.json") }, Training = Config().Training with { Steps = 1 }, Data = Config().Data,
        };
        using ClassificationTrainingRun run = ClassificationTrainingRun.Start(In("run"), training, torch.CPU);
        run.Run((_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(found, GenotypeFile.Read(In("run/genotype.json")));
    }

    [Fact]
    public void What_is_decoded_is_within_the_budget()
    {
        SearchEpoch<ClassificationGenotype> free = Search("free", Config());
        SearchEpoch<ClassificationGenotype> bounded = Search("bounded", Config() with { BudgetMj = 0.999 * free.Mj });

        Assert.True(bounded.FitsBudget);
        Assert.InRange(bounded.Mj, 0, 0.999 * free.Mj);
        Assert.False(Search("none", Config() with { BudgetMj = 1e-15 }).FitsBudget);
    }

    [Fact]
    public void A_decided_network_reads_out_the_level_that_its_path_ends_at()
    {
        manual_seed(1);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using ClassificationSearchNetwork search = new(Config() with { Network = Config().Network with { InputChannels = 1 } });
        Tensor images = randn(4, 1, 8, 8);
        SubnetGenotype one = search.Architecture.Sample(new Random(2))[0];
        search.Architecture.Decide([new SubnetGenotype([0, 0], [one.Cell, one.Cell])]);
        float[] before = Logits();

        Scale("readouts.1", 5);
        Assert.Equal(before, Logits());
        Scale("readouts.0", 5);
        Assert.NotEqual(before, Logits());

        float[] Logits() => search.Network.call(DirectCoding.Repeat(images, 2), new Search.Neurons.StateFlow(2)).Mean().data<float>().ToArray();

        void Scale(string readout, float factor) => search.Network.named_parameters().First(parameter => parameter.name == $"{readout}.classifier.norm.weight").parameter.mul_(factor);
    }

    [Fact]
    public void The_energy_of_chosen_neurons_is_that_of_the_network_that_they_build()
    {
        _ = Search("search", Config());
        manual_seed(3);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        ClassificationSearchConfig config = Config() with
        {
            FinalMultiplier = 0, Network = Config().Network with { InputChannels = 1 }, Neurons = new NeuronSearchConfig { Genotype = In("search/genotype.json"), Decays = [0.2f, 0.8f], Artificial = true },
        };
        using ClassificationSearchNetwork search = new(config);
        Tensor gamma = search.Network.parameters().Single(parameter => parameter.shape is [2, _, 3]);
        gamma.copy_(randn(gamma.shape) * 1e5f); // certain
        Tensor frames = DirectCoding.Repeat(randn(4, 1, 8, 8), 2);
        search.Architecture.Cost.Measure(() => search.Measure(frames));
        ChosenArchitecture chosen = search.Architecture.Cost.Decode(double.PositiveInfinity);

        using ClassificationNetwork decoded = new(config.Network, search.Genotype(new GenotypeProvenance("a test"), chosen.Subnets));
        Dictionary<string, Tensor> weights = search.Network.state_dict();
        foreach ((string name, Tensor value) in decoded.state_dict())
        {
            value.copy_(weights[name]);
        }

        Energy.ActivityRecorder recorder = new();
        using OperationProbe probe = new(decoded, recorder);
        decoded.call(frames, new Search.Neurons.StateFlow(2, observer: probe));
        recorder.CompleteInference(4);
        Assert.Equal(EnergyModels.Literature.Spiking(recorder.Activities()).TotalMj, chosen.Mj, 1e-9 * chosen.Mj);
        Assert.Contains(chosen.Subnets[0].Neurons.SelectMany(row => row), neuron => !neuron.Spikes);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        ClassificationSearchConfig wrong = Config() with { WeightsShare = 1, FinalMultiplier = -1, Search = Config().Search with { LearningRate = 0 }, Data = Config().Data with { Folder = "" } };

        string message = Assert.Throws<ConfigurationException>(() => ClassificationSearchRun.Start(In("run"), wrong, torch.CPU)).Message;

        Assert.All(["weightsShare", "finalMultiplier", "search.learningRate", "--data"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private SearchEpoch<ClassificationGenotype> Search(string name, ClassificationSearchConfig config)
    {
        using ClassificationSearchRun run = ClassificationSearchRun.Start(In(name), config, torch.CPU);
        return run.Run((_, _) => { }, TestContext.Current.CancellationToken);
    }

    private ClassificationSearchConfig Config() => new()
    {
        Space = new SubnetSpace
        {
            Cell = new CellSpace { Nodes = 2, Operations = [CellOperation.SkipConnect, CellOperation.SpikingConv3] }, Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1, Moves = TrellisMoves.SameDown },
        },
        Network = new ClassificationNetworkConfig { FilterMultiplier = 2, Steps = 2 },
        FinalMultiplier = 4,
        Training = new ClassificationTrainingConfig { BatchSize = 6, Augmentation = new ImageAugmentation { CropPaddingPx = 1, CutoutPx = 0 } },
        Search = new BilevelConfig { Epochs = 3, WarmUpEpochs = 1, StepsPerEpoch = 2, Candidates = 5, CandidateBatches = 1 },
        Data = new ClassificationDataConfig { Dataset = DatasetKind.Mnist, Folder = In("data"), ValidationShare = 0 },
    };

    private string In(string name) => Path.Combine(folder, name);
}
