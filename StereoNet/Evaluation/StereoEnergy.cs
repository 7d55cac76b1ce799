using EventStereo.Energy;
using EventStereo.EventIO.Datasets;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>Energy of a stereo network from what its layers were really given.</summary>
public static class StereoEnergy
{
    /// <summary>
    /// Runs <paramref name="network"/> over <paramref name="samples"/> of one recording with carried state and reports the mean
    /// inference: one window, one disparity map.
    /// </summary>
    /// <exception cref="ArgumentException">No sample.</exception>
    public static EnergyReport Measure(string name, StereoNetwork network, IEnumerable<StereoSample> samples, Device device, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(network, recorder);
        using StereoPredictor predictor = new(network, device);
        foreach (StereoSample sample in samples)
        {
            cancellation.ThrowIfCancellationRequested();
            predictor.Predict(sample.Left, sample.Right, sample.Sensor);
            recorder.RecordNeurons(predictor.Neurons);
            recorder.CompleteInference();
        }

        if (recorder.Inferences == 0)
        {
            throw new ArgumentException("no window to measure", nameof(samples));
        }

        probe.RequireComplete();
        return recorder.Report(name);
    }
}
