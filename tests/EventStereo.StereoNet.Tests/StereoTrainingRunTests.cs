using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.Search.Configuration;
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

    [Fact]
    public void Stopped_and_resumed_equals_never_stopped()
    {
        Train("whole");
        using CancellationTokenSource stop = new();
        using (StereoTrainingRun first = StereoTrainingRun.Start(In("parts"), Config(), torch.CPU))
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

        Assert.Equal(File.ReadAllBytes(In("whole/weights.safetensors")), File.ReadAllBytes(In("parts/weights.safetensors")));
        Assert.Equal(File.ReadAllText(In("whole/metrics.jsonl")), File.ReadAllText(In("parts/metrics.jsonl")));
    }

    [Fact]
    public void One_seed_gives_equal_files_and_another_does_not()
    {
        Train("a");
        Train("b");
        Train("c", seed: 9);

        Assert.Equal(File.ReadAllBytes(In("a/weights.safetensors")), File.ReadAllBytes(In("b/weights.safetensors")));
        Assert.NotEqual(File.ReadAllBytes(In("a/weights.safetensors")), File.ReadAllBytes(In("c/weights.safetensors")));
    }

    [Fact]
    public void No_tensor_is_gained_a_step()
    {
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

    private void Train(string name, int seed = 1)
    {
        using StereoTrainingRun run = StereoTrainingRun.Start(In(name), Config() with { Seed = seed }, torch.CPU);
        run.Run((_, _) => { }, CancellationToken.None);
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
