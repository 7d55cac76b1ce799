using EventStereo.Search.Comparison;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Training;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// A training run of a comparison in its run folder, with <c>score.json</c>, what it got on the test scenes, and <c>seconds.json</c>, how long it trained in all its parts. Stopped
/// at any moment, it goes on from there.
/// </summary>
/// <param name="folder">The run folder.</param>
internal sealed class ScoredRun(string folder)
{
    /// <summary>The run folder.</summary>
    public string Folder => folder;

    /// <summary>What it got; null while it is not finished.</summary>
    /// <exception cref="InvalidDataException">The score is damaged.</exception>
    public RunScore? Score => RunScore.Read(folder);

    /// <summary>Trains what is left to train and scores it.</summary>
    /// <param name="config">The run's configuration but for its data.</param>
    /// <param name="scenes">What to train and score on.</param>
    /// <param name="device">Where networks run.</param>
    /// <param name="tell">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run that trains leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Complete(StereoRunConfig config, ComparisonScenes scenes, Device device, Action<double, string> tell, CancellationToken cancellation)
    {
        if (!IsTrained)
        {
            scenes.MakeForTraining(what => tell(0, what), cancellation);
            Train(config with { Data = [scenes.Train], Validation = [scenes.Validation] }, device, tell, cancellation);
        }

        scenes.MakeForTest(what => tell(1, what), cancellation);
        SceneComparisonConfig settings = scenes.Config;
        WriteScore([.. Enumerable.Range(0, settings.Test.Count).Select(scenes.Test)], EvaluationProtocol.Parse(settings.Protocol), settings.EnergyScenes, device, tell, cancellation);
    }

    /// <summary>The same on given recordings.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="recordings">What it is scored on.</param>
    /// <param name="protocol">Rules of scoring.</param>
    /// <param name="energyRecordings">Recordings that the energy is measured on, the first ones.</param>
    /// <param name="device">Where networks run.</param>
    /// <param name="tell">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run that trains leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Complete(
        StereoRunConfig config, IReadOnlyList<string> recordings, EvaluationProtocol protocol, int energyRecordings, Device device, Action<double, string> tell, CancellationToken cancellation)
    {
        if (!IsTrained)
        {
            Train(config, device, tell, cancellation);
        }

        WriteScore(recordings, protocol, energyRecordings, device, tell, cancellation);
    }

    private bool IsTrained => File.Exists(In("summary.json"));

    private void WriteScore(IReadOnlyList<string> recordings, EvaluationProtocol protocol, int energyRecordings, Device device, Action<double, string> tell, CancellationToken cancellation)
    {
        RunScore score = RunScoring.Score(
            folder, recordings, protocol, energyRecordings, device, scene => tell(1, $"scoring scene {scene} of {recordings.Count}"), cancellation) with { TrainingSeconds = RunSeconds.Read(folder) };
        score.Write(folder);
    }

    private void Train(StereoRunConfig config, Device device, Action<double, string> tell, CancellationToken cancellation)
    {
        using StereoTrainingRun training = RunFolder.IsRun(folder) ? StereoTrainingRun.Resume(folder, device) : StereoTrainingRun.Start(folder, config, device);
        RunSeconds.Add(folder, tell, told => training.Run((step, _) => told((step.Step + 1.0) / training.TotalSteps, Describe(step, training.TotalSteps)), cancellation));
    }

    private static string Describe(TrainingStep step, int steps) => FormattableString.Invariant(
        $"step {step.Step + 1} of {steps}, loss {step.Loss:0.000}, 1PA {100 - step.OnePixelErrorPercent:0.0} %{(double.IsFinite(step.FiringRate) ? FormattableString.Invariant($", firing {100 * step.FiringRate:0.0} %") : string.Empty)}");

    private string In(string name) => Path.Combine(folder, name);
}
