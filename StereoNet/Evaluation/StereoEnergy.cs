using EventStereo.Energy;
using EventStereo.EventIO.Datasets;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>What the operations of a stereo network do on data.</summary>
public static class StereoEnergy
{
    /// <summary>
    /// Sets the batch norms of a network with fresh weights to the statistics of <paramref name="samples"/>, so that it fires as one at the beginning of its
    /// training does; a window after the other, from rest.
    /// </summary>
    public static void Calibrate(StereoNetwork network, IEnumerable<StereoSample> samples, Device device, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        network.train();
        foreach (StereoSample sample in samples)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            network.call(ToTensor(sample.Left, sample, device), ToTensor(sample.Right, sample, device), new StateFlow(steps: 1));
        }

        network.eval();
    }

    /// <summary>
    /// Runs <paramref name="network"/> over <paramref name="samples"/> of one recording. An inference is one disparity map: one window with the
    /// membranes carried on or, with <paramref name="stepsFromRest"/> above 1, that many windows from rest, of which the last map counts.
    /// </summary>
    /// <param name="network">The network, on <paramref name="device"/>.</param>
    /// <param name="samples">Consecutive windows; what is left over of a run from rest is not counted.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="stepsFromRest">Windows of an inference from rest; 1 carries the state on.</param>
    /// <param name="foldsBatchNorm">Whether batch norms are folded into the weights.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InvalidDataException">Not one inference's samples.</exception>
    public static ActivityRecorder Measure(
        StereoNetwork network, IEnumerable<StereoSample> samples, Device device, int stepsFromRest = 1, bool foldsBatchNorm = true, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepsFromRest);
        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(network, recorder, foldsBatchNorm);
        using StereoPredictor predictor = new(network, device, probe.Operations);
        foreach (StereoSample[] inference in samples.Chunk(stepsFromRest).Where(windows => windows.Length == stepsFromRest))
        {
            for (int step = 0; step < stepsFromRest; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (step > 0)
                {
                    recorder.CompleteStep();
                }
                else if (stepsFromRest > 1)
                {
                    predictor.Reset();
                }

                predictor.Predict(inference[step].Left, inference[step].Right, inference[step].Sensor);
            }

            recorder.CompleteInference();
        }

        if (recorder.Inferences == 0)
        {
            throw new InvalidDataException(stepsFromRest == 1 ? "there is no window to measure" : $"there are fewer than {stepsFromRest} windows to measure, and an inference is so many from rest");
        }

        probe.RequireComplete();
        return recorder;
    }

    private static Tensor ToTensor(sbyte[] frame, StereoSample sample, Device device) =>
        tensor(Array.ConvertAll(frame, value => (float)value), [1L, sample.Channels, sample.Sensor.Height, sample.Sensor.Width]).to(device); // [1, C, H, W]
}
