using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Comparison;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class SearchCurveTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-curve-").FullName;

    public SearchCurveTests()
    {
        SimulationConfig scenes = SimulationPresets.Training with { Sensors = [new SensorSize(64, 48)], DurationMs = 200 };
        SimulationBatch.WriteFiles(scenes, seed: 6, count: 3, In("data/scene.hdf5"), threads: 2);
        CellGenotype cell = new([new NodeGenotype([new EdgeGenotype(0, CellOperation.SpikingConvB3), new EdgeGenotype(1, CellOperation.SpikingConvB3)])]);
        GenotypeFile.Write(In("found.json"), new StereoGenotype("found", new GenotypeProvenance("a test"), new SubnetGenotype([0], cell), new SubnetGenotype([0], cell)));
        StereoSearchConfig config = new()
        {
            Neurons = new NeuronSearchConfig { Genotype = In("found.json"), Decays = [], Artificial = true },
            Network = new StereoNetworkConfig { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, MaxDisparityPx = 16, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2 },
            Training = new StereoTrainingConfig { BatchSize = 1, ClipWindows = 1, CropHeight = 32, CropWidth = 32 },
            Search = new BilevelConfig { Epochs = 5, WarmUpEpochs = 3, StepsPerEpoch = 2, ArchitectureLearningRate = 1 },
            Data = [In("data")],
        };
        using StereoSearchRun run = StereoSearchRun.Start(Search, config, torch.CPU);
        run.Run((_, _) => { }, TestContext.Current.CancellationToken);
    }

    private string Search => In("search");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Stopped_and_opened_again_it_goes_on_and_equal_architectures_are_trained_once()
    {
        SearchCurveConfig config = Config() with { Every = 2 };
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => SearchCurve.Create(Search, config).Complete(Recordings, torch.CPU, (_, what) => stop.CancelAfter(what.Contains("step 2", StringComparison.Ordinal) ? 0 : 60_000), stop.Token));
        SearchCurve curve = SearchCurve.Open(Search);
        curve.Complete(Recordings, torch.CPU, (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal([2, 4, 5], curve.Snapshots.Select(snapshot => snapshot.Epoch));
        Assert.All(curve.Snapshots, snapshot => Assert.True(snapshot.Score is { Mj: > 0 } score && double.IsFinite(score.Disparity.OnePixelErrorPercent)));
        Assert.Equal(curve.Snapshots.Select(snapshot => snapshot.Fingerprint).Distinct().Count(), Directory.GetDirectories(SearchCurve.FolderOf(Search)).Length);
        foreach (SearchSnapshot snapshot in curve.Snapshots)
        {
            string trained = Path.Combine(SearchCurve.FolderOf(Search), snapshot.Fingerprint[..12], "genotype.json");
            Assert.Equal(GenotypeFile.Read(In($"search/genotypes/epoch-{snapshot.Epoch:D4}.json")) is StereoGenotype of ? of.Feature : null, ((StereoGenotype)GenotypeFile.Read(trained)).Feature);
        }
    }

    [Fact]
    public void What_is_wrong_is_said_before_anything_is_made()
    {
        Assert.Contains("validation", Assert.Throws<ConfigurationException>(() => SearchCurve.Create(Search, Config() with { Validation = [] })).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(SearchCurve.FolderOf(Search)));
        Assert.Throws<InvalidDataException>(() => SearchCurve.ConfigOf(In("data")));
        SearchCurve.Create(Search, Config());
        Assert.Contains("already", Assert.Throws<ConfigurationException>(() => SearchCurve.Create(Search, Config())).Message, StringComparison.Ordinal);
    }

    private SearchCurveConfig Config()
    {
        SearchCurveConfig usual = SearchCurveConfig.Of(SearchCurve.ConfigOf(Search));
        return usual with { Run = usual.Run with { Training = usual.Run.Training with { Steps = 3 } }, Validation = [In("data/scene-00000.hdf5")] };
    }

    private IReadOnlyList<string> Recordings => [In("data/scene-00000.hdf5")];

    private string In(string name) => Path.Combine(folder, name);
}
