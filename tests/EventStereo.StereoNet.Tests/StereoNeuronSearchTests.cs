using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

public sealed class StereoNeuronSearchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-neurons-").FullName;

    public StereoNeuronSearchTests()
    {
        SimulationConfig scenes = SimulationPresets.Training with { Sensors = [new SensorSize(64, 48)], DurationMs = 200 };
        SimulationBatch.WriteFiles(scenes, seed: 6, count: 4, In("data/scene.hdf5"), threads: 2);
        GenotypeFile.Write(In("found.json"), Found);
    }

    private static StereoGenotype Found { get; } = new(
        "found", new GenotypeProvenance("a test"),
        new SubnetGenotype([1], Cell()), new SubnetGenotype([1, 0], Cell()));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Artificial_neurons_are_candidates_and_everything_else_stays()
    {
        StereoGenotype hybrid = Search("hybrid", Config()).Genotype;

        Assert.Equal((Found.FeatureCell, Found.MatchingCell, "searched-stereo-hns"), (hybrid.FeatureCell, hybrid.MatchingCell, hybrid.Name));
        Assert.All(Neurons(hybrid), neuron => Assert.True(neuron == NeuronGenotype.Default || neuron.Kind == NeuronKind.RectifiedLinear));
        Assert.Contains("--hns", hybrid.Provenance.Source, StringComparison.Ordinal);
        Assert.Equal(hybrid, Search("again", Config()).Genotype);
    }

    [Fact]
    public void A_budget_bounds_how_many_neurons_are_artificial()
    {
        StereoSearchConfig config = Config() with { Search = Config().Search with { ArchitectureLearningRate = 1 } };
        SearchEpoch<StereoGenotype> free = Search("free", config), silent = Search("silent", config with { BudgetMj = 1e-12 });

        Assert.All(Neurons(silent.Genotype), neuron => Assert.True(neuron.Spikes));
        Assert.False(silent.FitsBudget);
        Assert.InRange(Neurons(free.Genotype).Count(neuron => !neuron.Spikes), 1, 6); // what else is there to bound
        double budget = 0.5 * (free.Mj + silent.Mj);
        SearchEpoch<StereoGenotype> bounded = Search("bounded", config with { BudgetMj = budget });
        Assert.True(bounded.FitsBudget);
        Assert.InRange(bounded.Mj, silent.Mj, budget);
    }

    [Fact]
    public void Epochs_on_drawn_neurons_choose_the_best_within_the_budget_and_resume_to_the_same()
    {
        StereoSearchConfig config = Config() with { Search = Config().Search with { SampledEpochs = 1, Candidates = 12, CandidateBatches = 1, InitialTemperature = 100 }, EnergyWeight = 1e-3 };
        SearchEpoch<StereoGenotype> free = Search("free", config), silent = Search("silent", config with { BudgetMj = 1e-12 });
        double budget = 0.5 * (free.Mj + silent.Mj);
        SearchEpoch<StereoGenotype> bounded = Search("bounded", config with { BudgetMj = budget });

        Assert.Contains(Neurons(free.Genotype), neuron => !neuron.Spikes);
        Assert.False(silent.FitsBudget);
        Assert.True(bounded.FitsBudget);
        Assert.InRange(bounded.Mj, 0, budget);
        using CancellationTokenSource stop = new();
        using (StereoSearchRun run = StereoSearchRun.Start(In("stopped"), config, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => run.Run(
                (step, _) =>
                {
                    if (step.Step == 4) // in the drawn epoch
                    {
                        stop.Cancel();
                    }
                },
                stop.Token));
        }

        using StereoSearchRun rest = StereoSearchRun.Resume(In("stopped"), torch.CPU);
        Assert.Equal(free.Genotype, rest.Run((_, _) => { }, TestContext.Current.CancellationToken).Genotype);
    }

    [Fact]
    public void Both_are_searched_together_and_the_result_is_trained_without_editing()
    {
        StereoSearchConfig config = Config() with { EnergyWeight = 0.1, Neurons = Config().Neurons! with { Decays = [0.1f, 0.9f] } };

        StereoGenotype found = Search("both", config).Genotype;

        Assert.Equal("searched-stereo-tps-hns", found.Name);
        Assert.All(Neurons(found), neuron => Assert.True(neuron.Kind == NeuronKind.RectifiedLinear || neuron.Decay is 0.1f or 0.9f));
        StereoRunConfig training = new()
        {
            Data = [In("data")], Training = Config().Training with { Steps = 1 }, Network = Config().Network with { Genotype = In("both/genotype.json") },
        };
        using StereoTrainingRun run = StereoTrainingRun.Start(In("run"), training, torch.CPU);
        run.Run((_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(found, GenotypeFile.Read(In("run/genotype.json")));
    }

    [Theory]
    [InlineData(0, true, false)] // the last cell's map goes to the last convolution
    [InlineData(1, false, false)] // up the ladder, features by concatenation
    [InlineData(0, true, true)] // interpolated maps multiply in any case
    public void The_energy_of_what_is_decoded_is_that_of_the_network_that_it_builds(int lastLevel, bool correlates, bool interpolates)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        manual_seed(4);
        GenotypeFile.Write(In("found.json"), Found with { Matching = new SubnetGenotype([1, lastLevel], Cell()) });
        StereoSearchConfig config = Config() with
        {
            Final = null,
            Neurons = Config().Neurons! with { Decays = [0.2f, 0.8f] },
            Network = Config().Network with
            {
                MatchingSkip = true, Volume = correlates ? CostVolumeMode.Correlate : CostVolumeMode.Concatenate, Resampling = interpolates ? SpikeResampling.Linear : SpikeResampling.MaxPool,
            },
        };
        using StereoSearchNetwork search = new(config, new SensorSize(48, 32));
        foreach (Tensor gamma in search.Network.parameters().Where(parameter => parameter.shape is [_, _, 3]))
        {
            gamma.copy_(randn(gamma.shape) * 1e5f); // certain
        }

        Tensor left = Frames(), right = Frames();
        search.Architecture.Cost.Measure(() => search.Measure(left, right, steps: 2));
        ChosenArchitecture chosen = search.Architecture.Cost.Decode(double.PositiveInfinity);
        (StereoGenotype genotype, double mj) = (search.Genotype(new GenotypeProvenance("a test"), chosen.Subnets), chosen.Mj);
        Assert.InRange(Neurons(genotype).Count(neuron => !neuron.Spikes), 1, 5); // it is a hybrid

        using StereoNetwork decoded = new(config.Network, genotype);
        Dictionary<string, Tensor> weights = search.Network.state_dict();
        foreach ((string name, Tensor value) in decoded.state_dict())
        {
            value.copy_(weights[name]);
        }

        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(decoded, recorder);
        decoded.Similarities(left, right, new StateFlow(2, observer: probe.Operations));
        recorder.CompleteInference((int)left.shape[0]);
        probe.RequireComplete();
        Assert.Equal(EnergyModels.Literature.Spiking(recorder.Activities()).TotalMj, mj, 1e-9 * mj);
        Assert.Equal(mj, search.Architecture.Cost.Expected().item<float>(), 1e-5 * mj);
    }

    [Fact]
    public void Groups_of_channels_have_time_constants_of_their_own_in_networks_of_any_width()
    {
        StereoSearchConfig config = Config() with
        {
            Neurons = new NeuronSearchConfig { Genotype = In("found.json"), Decays = [0.1f, 0.9f], Groups = 2 },
            Network = Config().Network with { MatchingMultiplier = 2 }, Search = Config().Search with { ArchitectureLearningRate = 1 },
        };

        StereoGenotype found = Search("groups", config).Genotype;

        Assert.Contains(Neurons(found), neuron => neuron.ChannelDecays.Count == 2);
        Assert.All(Neurons(found), neuron => Assert.All(neuron.ChannelDecays, decay => Assert.True(decay is 0.1f or 0.9f)));
        Assert.Equal(found, GenotypeFile.Read(In("groups/genotype.json")));
        using StereoNetwork wider = new(config.Network with { FeatureMultiplier = 6, MatchingMultiplier = 4 }, found);
        Assert.Contains("neurons.groups", Assert.Throws<ConfigurationException>(() => Search("odd", config with { Network = config.Network with { MatchingMultiplier = 3 } })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing to choose", false, 1, new float[0])]
    [InlineData("decays", true, 1, new[] { 0.2f, 0.2f })]
    [InlineData("groups", true, 2, new[] { 0.2f, 0.4f })]
    [InlineData("groups", false, 0, new[] { 0.2f, 0.4f })]
    public void Wrong_settings_are_named(string expected, bool artificial, int groups, float[] decays) =>
        Assert.Contains(expected, Assert.Single(new NeuronSearchConfig { Artificial = artificial, Groups = groups, Decays = decays }.Validate("neurons")), StringComparison.Ordinal);

    private static IEnumerable<NeuronGenotype> Neurons(StereoGenotype genotype) => genotype.Feature.Neurons.Concat(genotype.Matching.Neurons).SelectMany(row => row);

    private static CellGenotype Cell() => new(
    [
        new NodeGenotype([new EdgeGenotype(0, CellOperation.SpikingConvB3), new EdgeGenotype(1, CellOperation.SpikingConvB3)]),
        new NodeGenotype([new EdgeGenotype(1, CellOperation.SpikingConvB3), new EdgeGenotype(2, CellOperation.SpikingConvB3)]),
    ]);

    /// <summary>Signed events of two steps, <c>[T B, 5, H, W]</c>.</summary>
    private static Tensor Frames() => (randn(2, 5, 32, 48) * 0.8f).round().clamp((Scalar)(-1f), (Scalar)1f);

    private SearchEpoch<StereoGenotype> Search(string name, StereoSearchConfig config)
    {
        using StereoSearchRun run = StereoSearchRun.Start(In(name), config, torch.CPU);
        return run.Run((_, _) => { }, TestContext.Current.CancellationToken);
    }

    private StereoSearchConfig Config() => new()
    {
        Neurons = new NeuronSearchConfig { Genotype = In("found.json"), Decays = [], Artificial = true },
        Network = new StereoNetworkConfig { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, MaxDisparityPx = 16, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, Resampling = SpikeResampling.MaxPool },
        Training = new StereoTrainingConfig { BatchSize = 1, ClipWindows = 1, CropHeight = 32, CropWidth = 32 },
        Search = new BilevelConfig { Epochs = 3, WarmUpEpochs = 1, StepsPerEpoch = 2, EntropyWeight = 0.1 },
        Data = [In("data")],
    };

    private string In(string name) => Path.Combine(folder, name);
}
