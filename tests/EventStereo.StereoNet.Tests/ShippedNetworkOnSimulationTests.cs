using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Simulation;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

/// <summary>The shipped network against semi-global matching on simulated scenes of seeds that were never trained on.</summary>
public sealed class ShippedNetworkOnSimulationTests(ShippedNetwork network) : IClassFixture<ShippedNetwork>, IDisposable
{
    private const int HeldOutSeed = 900_001;
    private readonly string folder = Directory.CreateTempSubdirectory("evs-heldout-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Network_beats_semi_global_matching_in_1PA_and_mean_depth_error()
    {
        StereoEvaluator evaluator = new([network.Method, new BaselineMethod(new SemiGlobalBaseline(), 63)], EvaluationProtocol.Events);
        foreach (string path in SimulationBatch.WriteFiles(SimulationPresets.Training, HeldOutSeed, 24, Path.Combine(folder, "scene.hdf5"), threads: 2))
        {
            using MvsecRecording recording = MvsecRecording.Open(path);
            using MvsecGroundTruth truth = recording.OpenGroundTruth()!; // the simulator writes it
            evaluator.Add(recording, truth, cancellation: TestContext.Current.CancellationToken);
        }

        DisparityScore spiking = evaluator.Scores[0].MeanOverFrames, semiGlobal = evaluator.Scores[1].MeanOverFrames;
        TestContext.Current.TestOutputHelper?.WriteLine($"1PA {spiking.OnePixelAccuracyPercent:F1} against {semiGlobal.OnePixelAccuracyPercent:F1} %, mean depth error {spiking.MeanDepthErrorM:F3} against {semiGlobal.MeanDepthErrorM:F3} m");
        Assert.True(spiking.OnePixelAccuracyPercent > semiGlobal.OnePixelAccuracyPercent);
        Assert.True(spiking.MeanDepthErrorM < semiGlobal.MeanDepthErrorM);
    }

    [Fact]
    public void Scores_do_not_depend_on_whether_anyone_watches_the_progress()
    {
        string path = SimulationBatch.WriteFiles(SimulationPresets.Training, HeldOutSeed, 1, Path.Combine(folder, "watched.hdf5"), threads: 2)[0];
        DisparityScore Score(IProgress<double>? progress)
        {
            StereoEvaluator evaluator = new([new BaselineMethod(new CorrelationBaseline(), 63)], EvaluationProtocol.Events);
            using MvsecRecording recording = MvsecRecording.Open(path);
            using MvsecGroundTruth truth = recording.OpenGroundTruth()!; // the simulator writes it
            evaluator.Add(recording, truth, progress: progress, cancellation: TestContext.Current.CancellationToken);
            return evaluator.Scores[0].MeanOverFrames;
        }

        Assert.Equal(Score(new Progress<double>()), Score(null));
    }
}
