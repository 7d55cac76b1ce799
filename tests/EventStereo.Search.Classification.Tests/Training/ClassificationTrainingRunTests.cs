using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using TorchSharp;

namespace EventStereo.Search.Classification.Tests.Training;

public sealed class ClassificationTrainingRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-classify-").FullName;
    private readonly ClassificationRunConfig config;

    public ClassificationTrainingRunTests()
    {
        string data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, genotype = Path.Combine(folder, "small.json");
        BarImages.Write(data);
        CellGenotype cell = new([new NodeGenotype([new EdgeGenotype(0, CellOperation.SpikingConv3), new EdgeGenotype(1, CellOperation.SpikingConv3)])]);
        GenotypeFile.Write(genotype, new ClassificationGenotype("small", new GenotypeProvenance("by hand"), new SubnetGenotype([0, 1], cell)));
        config = new()
        {
            Network = new ClassificationNetworkConfig { Genotype = genotype, FilterMultiplier = 4, Steps = 2 },
            Training = new ClassificationTrainingConfig { Steps = 9, BatchSize = 10, LearningRate = 0.1, CheckpointEvery = 4, ValidateEvery = 3, Augmentation = new ImageAugmentation { CropPaddingPx = 1, FlipHorizontally = true, CutoutPx = 2 } },
            Data = new ClassificationDataConfig { Dataset = DatasetKind.Mnist, Folder = data, ValidationShare = 0.2 },
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Stopped_and_resumed_equals_never_stopped()
    {
        using (ClassificationTrainingRun whole = ClassificationTrainingRun.Start(In("whole"), config, torch.CPU))
        {
            whole.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        using CancellationTokenSource stop = new();
        using (ClassificationTrainingRun first = ClassificationTrainingRun.Start(In("stopped"), config, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run((step, _) => StopAfter(step, 5, stop), stop.Token)); // in the second epoch
        }

        using (ClassificationTrainingRun second = ClassificationTrainingRun.Resume(In("stopped"), torch.CPU))
        {
            Assert.Equal(6, second.StepsDone);
            second.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        foreach (string file in (string[])["weights.safetensors", "weights-best.safetensors", "metrics.jsonl", "summary.json", "genotype.json", "config.json"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(In("whole"), file)), File.ReadAllBytes(Path.Combine(In("stopped"), file)));
        }

        TrainingTimes times = RunFolder.Open(In("stopped")).ReadTimes<TrainingTimes>()!; // written at the end
        Assert.Equal((2 * 48) - 8, times.Samples); // 9 steps: two epochs of four batches of 10 and one of 8, but for the last batch
        Assert.InRange(times.WaitSeconds, 0, times.Seconds);
    }

    [Fact]
    public void Data_that_changed_since_the_beginning_are_refused()
    {
        ClassificationTrainingRun.Start(In("run"), config, torch.CPU).Dispose();
        string labels = Path.Combine(config.Data.Folder, "train-labels-idx1-ubyte");
        byte[] changed = File.ReadAllBytes(labels);
        changed[^1] ^= 1;
        File.WriteAllBytes(labels, changed);

        Assert.Contains("not the data that the run began with", Assert.Throws<InvalidDataException>(() => ClassificationTrainingRun.Resume(In("run"), torch.CPU)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_time_step_trains_where_a_single_sample_would_be_left_over()
    {
        Train("odd", config with { Network = config.Network with { Steps = 1 }, Training = config.Training with { BatchSize = 47, Steps = 2 } }); // 48 samples are learned

        Assert.True(File.Exists(Path.Combine(In("odd"), "weights.safetensors")));
        Assert.Contains("batch norms need 2", Assert.Throws<ConfigurationException>(
            () => ClassificationTrainingRun.Start(In("one"), config with { Network = config.Network with { Steps = 1 }, Training = config.Training with { BatchSize = 1 } }, torch.CPU)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_from_its_artificial_twin_keeps_the_weights_and_resumes_before_its_first_checkpoint()
    {
        ClassificationRunConfig twin = config with { Network = config.Network with { Neurons = NetworkNeurons.RectifiedLinear, Steps = 1 } };
        Train("twin", twin);
        ClassificationRunConfig hybrid = config with { InitialWeights = In("twin"), Training = config.Training with { CheckpointEvery = 100 } };
        Train("whole", hybrid);
        ClassificationTrainingRun.Start(In("killed"), hybrid, torch.CPU).Dispose(); // it leaves no checkpoint
        Directory.Delete(In("twin"), recursive: true);
        using (ClassificationTrainingRun rest = ClassificationTrainingRun.Resume(In("killed"), torch.CPU))
        {
            rest.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        Train("random", hybrid with { InitialWeights = null });
        Assert.Equal(Weights("whole"), Weights("killed"));
        Assert.NotEqual(Weights("whole"), Weights("random"));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_before_there_is_a_run()
    {
        Train("narrow", config);

        Assert.Contains("another network", Assert.Throws<InvalidDataException>(
            () => ClassificationTrainingRun.Start(In("wide"), config with { InitialWeights = In("narrow"), Network = config.Network with { FilterMultiplier = 5 } }, torch.CPU)).Message, StringComparison.Ordinal);
        Assert.False(RunFolder.IsRun(In("wide")));
        Assert.Throws<ConfigurationException>(() => ClassificationTrainingRun.Start(In("none"), config with { InitialWeights = In("nothing") }, torch.CPU));
        ClassificationTrainingRun.Start(In("unfinished"), config, torch.CPU).Dispose();
        Assert.Contains("has no weights.safetensors", Assert.Throws<ConfigurationException>(
            () => ClassificationTrainingRun.Start(In("none"), config with { InitialWeights = In("unfinished") }, torch.CPU)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("none")));
    }

    [Fact]
    public void Surrogates_evolve_and_go_on_as_if_never_stopped()
    {
        ClassificationRunConfig evolving = config with { Dgs = new SurrogateEvolutionConfig { Every = 3, WarmUpSteps = 2, Batches = 1 } };
        using (ClassificationTrainingRun whole = ClassificationTrainingRun.Start(In("whole"), evolving, torch.CPU))
        {
            whole.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        using CancellationTokenSource stop = new();
        using (ClassificationTrainingRun first = ClassificationTrainingRun.Start(In("stopped"), evolving, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run((step, _) => StopAfter(step, 6, stop), stop.Token)); // after two evaluations
        }

        using (ClassificationTrainingRun second = ClassificationTrainingRun.Resume(In("stopped"), torch.CPU))
        {
            second.Run((_, _) => { }, TestContext.Current.CancellationToken);
        }

        foreach (string file in (string[])["weights.safetensors", "surrogates.jsonl", "genotype.json", "metrics.jsonl"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(In("whole"), file)), File.ReadAllBytes(Path.Combine(In("stopped"), file)));
        }

        SurrogateHistory history = SurrogateLog.Read(Path.Combine(In("whole"), "surrogates.jsonl"));
        Assert.Equal(["stem", "network.cell0.node0", "network.cell1.node0"], history.Layers);
        Assert.Equal([0L, 2, 5, 8], history.Steps.Select(step => step.Step));
        Assert.Equal(
            [.. history.Steps[^1].Surrogates.Select(surrogate => surrogate.Temperature)],
            (float[])[.. GenotypeFile.Read(Path.Combine(In("whole"), "genotype.json")) is ClassificationGenotype found ? [found.StemNeuron.SurrogateTemperature, .. found.Network.Neurons.Select(row => row[0].SurrogateTemperature)] : (float[])[]]);
        Assert.Contains(history.Steps[^1].Surrogates, surrogate => surrogate.Temperature != 3f); // something moved
    }

    [Fact]
    public void Learns_what_it_is_shown()
    {
        using ClassificationTrainingRun run = ClassificationTrainingRun.Start(In("run"), config with { Training = config.Training with { Steps = 60, ValidateEvery = 20, Augmentation = ImageAugmentation.None } }, torch.CPU);

        run.Run((_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(12, run.Best!.Images); // it validates
        Assert.InRange(run.Best.Top1Percent, 90, 100);
        ClassificationRunConfig kept = ConfigFile.Load(new ClassificationRunConfig(), Path.Combine(In("run"), "config.json"), []);
        Assert.Equal((10, 1), (kept.Network.Classes, kept.Network.InputChannels));
        Assert.Single(kept.Normalization!.Means); // that of the data
    }

    [Fact]
    public void Damaged_data_leave_no_run_folder()
    {
        File.WriteAllBytes(Path.Combine(config.Data.Folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 9]);

        Assert.Throws<InvalidDataException>(() => ClassificationTrainingRun.Start(In("run"), config, torch.CPU));
        Assert.False(RunFolder.IsRun(In("run")));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        ClassificationRunConfig wrong = config with { Training = config.Training with { LearningRate = 0, LabelSmoothing = 1 }, Data = config.Data with { Folder = "", ValidationShare = 1 } };

        string message = Assert.Throws<ConfigurationException>(() => ClassificationTrainingRun.Start(In("run"), wrong, torch.CPU)).Message;

        Assert.All(["training.learningRate", "training.labelSmoothing", "--data", "data.validationShare"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static void StopAfter(ClassificationStep step, int last, CancellationTokenSource stop)
    {
        if (step.Step == last)
        {
            stop.Cancel();
        }
    }

    private void Train(string name, ClassificationRunConfig settings)
    {
        using ClassificationTrainingRun run = ClassificationTrainingRun.Start(In(name), settings, torch.CPU);
        run.Run((_, _) => { }, TestContext.Current.CancellationToken);
    }

    private byte[] Weights(string name) => File.ReadAllBytes(Path.Combine(In(name), "weights.safetensors"));

    private string In(string name) => Path.Combine(folder, name);
}
