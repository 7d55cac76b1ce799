using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.Energy.Reports;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>Accuracy and energy of a trained run.</summary>
public static class RunScoring
{
    /// <summary>Scores the last weights of a run.</summary>
    /// <param name="runFolder">The run folder.</param>
    /// <param name="recordings">Files in MVSEC's layout with ground truth; at least one.</param>
    /// <param name="protocol">Rules of scoring.</param>
    /// <param name="energyRecordings">The energy is the mean over so many of them, the first ones, all when there are fewer; at least 1.</param>
    /// <param name="device">Where the network runs.</param>
    /// <param name="tell">Told the number of each recording, from 1, before it is scored.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The score without a time of training, which is 0.</returns>
    /// <exception cref="InvalidDataException">Not a trained run, a recording is damaged or has no ground truth, or nothing was scored.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static RunScore Score(
        string runFolder, IReadOnlyList<string> recordings, EvaluationProtocol protocol, int energyRecordings, Device device, Action<int> tell, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        ArgumentNullException.ThrowIfNull(tell);
        ArgumentOutOfRangeException.ThrowIfLessThan(energyRecordings, 1);
        using StereoModel model = StereoModel.Load(runFolder, device);
        using StereoPredictor predictor = new(model.Network, device);
        StereoEvaluator evaluator = new([new NetworkMethod(model.Name, predictor)], protocol) { WindowUs = model.Config.Training.WindowUs, Channels = model.Config.Network.InputChannels };
        bool artificial = model.Config.Network.Neurons == NetworkNeurons.RectifiedLinear;
        int measured = Math.Min(energyRecordings, recordings.Count);
        double mj = 0, rate = 0;
        for (int i = 0; i < recordings.Count; i++)
        {
            tell(i + 1);
            using MvsecRecording recording = MvsecRecording.Open(recordings[i]);
            using MvsecGroundTruth truth = recording.OpenGroundTruth() ?? throw new InvalidDataException($"{recording.Path}: no ground truth in it");
            evaluator.Add(recording, truth, cancellation: cancellation);
            if (i < measured)
            {
                EnergyReport energy = MeasureEnergy(model, recording, device, cancellation);
                ModelEnergy literature = energy.Models[0];
                mj += (artificial ? literature.ArtificialTotalMj!.Value : literature.TotalMj) / measured; // the arithmetic model prices both
                rate += (artificial ? 0 : energy.SpikeRate) / measured;
            }
        }

        return evaluator.Recordings.Count > 0
            ? new RunScore(evaluator.Scores[0].Score, mj, rate, 0)
            : throw new InvalidDataException($"{string.Join(", ", recordings)}: no pixel was scored: no map had ground truth where protocol {protocol} asks for it");
    }

    private static EnergyReport MeasureEnergy(StereoModel model, MvsecRecording recording, Device device, CancellationToken cancellation)
    {
        IEnumerable<StereoSample> samples = StereoSamples.OverRecording(recording, model.Config.Training.WindowUs, model.Config.Network.InputChannels);
        ActivityRecorder recorder = StereoEnergy.Measure(model.Network, samples, device, cancellation: cancellation);
        return EnergyReport.Measured(model.Name, (recording.Sensor.Height, recording.Sensor.Width), recorder, [EnergyModels.All[0]]);
    }
}
