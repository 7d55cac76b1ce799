using System.Text.Json;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Comparison;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class StereoTrainingRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("evs-train-").FullName;

    public StereoTrainingRunTests()
    {
        SimulationConfig scenes = SimulationPresets.Training with { Sensors = [new SensorSize(64, 48)], DurationMs = 200 };
        SimulationBatch.WriteFiles(scenes, seed: 5, count: 3, Path.Combine(folder, "data.hdf5"), threads: 2);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopped_and_resumed_equals_never_stopped(bool everything)
    {
        StereoRunConfig config = everything ? WithEverything() : Config();
        Train("whole", config);
        using CancellationTokenSource stop = new();
        using (StereoTrainingRun first = StereoTrainingRun.Start(In("parts"), config, torch.CPU))
        {
            Assert.Throws<OperationCanceledException>(() => first.Run(
                (step, _) =>
                {
                    if (step.Step == 2)
                    {
                        stop.Cancel();
                    }
                },
                stop.Token));
        }

        using (StereoTrainingRun rest = StereoTrainingRun.Resume(In("parts"), torch.CPU))
        {
            Assert.Equal(3, rest.StepsDone);
            rest.Run((_, _) => { }, CancellationToken.None);
        }

        foreach (string name in (string[])["weights.safetensors", "metrics.jsonl", "summary.json", .. everything ? ["weights-best.safetensors"] : Array.Empty<string>()])
        {
            Assert.Equal(File.ReadAllBytes(In($"whole/{name}")), File.ReadAllBytes(In($"parts/{name}")));
        }
    }

    [Fact]
    public void A_validation_that_would_score_nothing_is_refused()
    {
        StereoRunConfig config = WithEverything();

        InvalidDataException error = Assert.Throws<InvalidDataException>(
            () => StereoTrainingRun.Start(In("run"), config with { Training = config.Training with { ClipWindows = 4, BurnInWindows = 4 - 1, CarryState = false }, Validation = [Short()] }, torch.CPU));

        Assert.Contains("none of its 1 recordings has a window to score after training.burnInWindows, 3", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("run")));
    }

    [Fact]
    public void A_run_is_scored_as_its_protocol_says_and_event_depth_needs_windows_of_its_time()
    {
        Train("run", Config());
        string[] scenes = [.. Directory.GetFiles(folder, "data-*.hdf5").Order(StringComparer.Ordinal)];

        RunScore score = RunScoring.Score(In("run"), scenes, EvaluationProtocol.Dsec, 1, torch.CPU, _ => { }, TestContext.Current.CancellationToken);

        using StereoModel model = StereoModel.Load(In("run"), torch.CPU);
        using StereoPredictor predictor = new(model.Network, torch.CPU);
        NetworkMethod method = new(model.Name, predictor);
        StereoEvaluator evaluator = new([method], EvaluationProtocol.Dsec) { WindowUs = model.Config.Training.WindowUs, Channels = model.Config.Network.InputChannels };
        StereoEvaluator halves = new([method], EvaluationProtocol.EventDepth) { WindowUs = model.Config.Training.WindowUs / 2, Channels = model.Config.Network.InputChannels };
        foreach (string scene in scenes)
        {
            using MvsecRecording recording = MvsecRecording.Open(scene);
            using MvsecGroundTruth truth = Assert.IsType<MvsecGroundTruth>(recording.OpenGroundTruth());
            evaluator.Add(recording, truth, cancellation: TestContext.Current.CancellationToken);
            Assert.Contains("is that of 50000 us", Assert.Throws<InvalidDataException>(() => halves.Add(recording, truth)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(evaluator.Scores[0].OverAllPixels, score.Disparity); // dsec's mean is over pixels
        Assert.NotEqual(evaluator.Scores[0].MeanOverFrames.MeanDisparityErrorPx, score.Disparity.MeanDisparityErrorPx);
    }

    /// <summary>A recording of two windows.</summary>
    private string Short()
    {
        SimulationBatch.WriteFiles(SimulationPresets.Training with { Sensors = [new SensorSize(64, 48)], DurationMs = 100 }, seed: 8, count: 1, In("short.hdf5"), threads: 1);
        return Directory.GetFiles(folder, "short*.hdf5").Single();
    }

    [Fact]
    public void The_best_weights_are_those_of_the_lowest_error_on_validation()
    {
        Train("run", WithEverything());
        List<(int Step, double Error)> validations = [];
        foreach (string line in File.ReadLines(In("run/metrics.jsonl")))
        {
            using JsonDocument metrics = JsonDocument.Parse(line);
            if (metrics.RootElement.TryGetProperty("validationOnePixelErrorPercent", out JsonElement error))
            {
                validations.Add((metrics.RootElement.GetProperty("step").GetInt32(), error.GetDouble()));
            }
        }

        Assert.Equal([1, 3, 5], validations.Select(validation => validation.Step));
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(In("run/summary.json")));
        int best = summary.RootElement.GetProperty("best").GetProperty("step").GetInt32();
        Assert.Equal(validations.MinBy(validation => validation.Error).Step, best);
        Assert.Equal(best == 5, File.ReadAllBytes(In("run/weights.safetensors")).AsSpan().SequenceEqual(File.ReadAllBytes(In("run/weights-best.safetensors"))));
    }

    [Fact]
    public void A_run_from_given_weights_keeps_a_copy_and_resumes_before_its_first_checkpoint()
    {
        Train("twin", Config() with { Network = Config().Network with { Neurons = NetworkNeurons.RectifiedLinear } });
        StereoRunConfig config = Config() with { InitialWeights = In("twin"), Training = Config().Training with { CheckpointEvery = 100 } };
        Train("whole", config);
        using (StereoTrainingRun killed = StereoTrainingRun.Start(In("parts"), config, torch.CPU))
        {
            // It leaves no checkpoint.
        }

        Directory.Delete(In("twin"), recursive: true);
        using (StereoTrainingRun rest = StereoTrainingRun.Resume(In("parts"), torch.CPU))
        {
            rest.Run((_, _) => { }, CancellationToken.None);
        }

        Train("random", config with { InitialWeights = null });
        Assert.Equal(File.ReadAllBytes(In("whole/weights.safetensors")), File.ReadAllBytes(In("parts/weights.safetensors")));
        Assert.NotEqual(File.ReadAllBytes(In("whole/weights.safetensors")), File.ReadAllBytes(In("random/weights.safetensors")));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_before_there_is_a_run()
    {
        Train("small");
        StereoRunConfig wider = Config() with { InitialWeights = In("small"), Network = Config().Network with { MatchingMultiplier = Config().Network.MatchingMultiplier + 1 } };

        Assert.Contains("another network", Assert.Throws<InvalidDataException>(() => StereoTrainingRun.Start(In("wider"), wider, torch.CPU)).Message, StringComparison.Ordinal);
        Assert.False(RunFolder.IsRun(In("wider")));
        Assert.Throws<ConfigurationException>(() => StereoTrainingRun.Start(In("none"), Config() with { InitialWeights = In("nothing") }, torch.CPU));
    }

    [Fact]
    public void Carried_state_is_part_of_a_checkpoint()
    {
        Train("run", WithEverything());
        string checkpoint = Assert.Single(Directory.GetDirectories(In("run/checkpoint")));
        Assert.True(File.Exists(Path.Combine(checkpoint, "membranes-0.safetensors")));
        Assert.True(File.Exists(Path.Combine(checkpoint, "membranes-1.safetensors")));
    }

    [Fact]
    public void One_seed_gives_equal_files_and_another_does_not()
    {
        Train("a");
        Train("b");
        Train("c", Config() with { Seed = 9 });

        Assert.Equal(File.ReadAllBytes(In("a/weights.safetensors")), File.ReadAllBytes(In("b/weights.safetensors")));
        Assert.NotEqual(File.ReadAllBytes(In("a/weights.safetensors")), File.ReadAllBytes(In("c/weights.safetensors")));
    }

    [Fact]
    public void No_tensor_is_gained_a_step()
    {
        GC.Collect(); // what other tests left to the finalizer must not go meanwhile
        GC.WaitForPendingFinalizers();
        using StereoTrainingRun run = StereoTrainingRun.Start(In("leak"), Config(), torch.CPU);
        List<long> live = [];
        run.Run((_, _) => live.Add(torch.Tensor.TotalCount), CancellationToken.None);

        Assert.Equal(live[2], live[^1]); // the first steps make the optimizer's state
    }

    [Fact]
    public void A_folder_with_a_run_in_it_is_not_overwritten()
    {
        Train("taken");
        Assert.Throws<ConfigurationException>(() => StereoTrainingRun.Start(In("taken"), Config(), torch.CPU));
    }

    private void Train(string name, StereoRunConfig? config = null)
    {
        using StereoTrainingRun run = StereoTrainingRun.Start(In(name), config ?? Config(), torch.CPU);
        run.Run((_, _) => { }, CancellationToken.None);
    }

    /// <summary>State carried from clip to clip, micro-batches, chunks, a mixture, another optimizer and schedule, validation.</summary>
    private StereoRunConfig WithEverything()
    {
        string[] files = [.. Directory.GetFiles(folder, "*.hdf5").Order(StringComparer.Ordinal)];
        return Config() with
        {
            Data = files[..2],
            Validation = files[2..],
            Training = Config().Training with
            {
                BatchSize = 1, Accumulate = 2, ClipWindows = 2, TruncateWindows = 1, CarryState = true, Mix = [2, 1], ValidateEvery = 2, WarmupSteps = 1, LearningRate = 0.01,
                Optimizer = new() { Kind = OptimizerKind.RmsProp, Momentum = 0.5 }, Schedule = new() { Kind = LearningRateScheduleKind.Step, MilestoneSteps = [3] },
                Augmentation = new() { MaxRowOffset = 1.5f },
            },
        };
    }

    private StereoRunConfig Config() => new()
    {
        Network = new StereoNetworkConfig { FeatureMultiplier = 2, MatchingMultiplier = 1, StemStride = 2, Volume = CostVolumeMode.Correlate, CorrelationGroups = 2, VolumePooling = 2 },
        Training = new StereoTrainingConfig { Steps = 6, BatchSize = 2, ClipWindows = 2, CropHeight = 32, CropWidth = 48, CheckpointEvery = 100, WarmupSteps = 2 },
        Data = [In(".")],
        Seed = 1,
    };

    private string In(string name) => Path.Combine(folder, name);
}
