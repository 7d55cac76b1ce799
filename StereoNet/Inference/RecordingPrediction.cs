using EventStereo.EventIO.Events;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Inference;

/// <summary>Runs a trained network over a recording.</summary>
public static class RecordingPrediction
{
    /// <summary>
    /// The disparity of every window from the recording's beginning (or <paramref name="fromUs"/>) on, lazily and in order of time; the
    /// membranes start at rest and are carried from window to window.
    /// </summary>
    /// <param name="model">The network, on <paramref name="device"/>.</param>
    /// <param name="recording">What it sees.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="fromUs">Where the first window begins; null for the recording's beginning.</param>
    /// <param name="toUs">Where the last window ends at the latest; null for the recording's end.</param>
    /// <param name="losses">Takes the counts of events lost.</param>
    public static IEnumerable<PredictedWindow> Run(
        StereoModel model, IEventRecording recording, Device device, long? fromUs = null, long? toUs = null, EventLosses? losses = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(recording);
        return Iterate(model, recording, device, StereoWindows.ByTime(recording, model.Config.Training.WindowUs, fromUs, toUs, losses));
    }

    private static IEnumerable<PredictedWindow> Iterate(StereoModel model, IEventRecording recording, Device device, IEnumerable<StereoWindow> windows)
    {
        using WindowInference inference = new(model, recording.Sensor, device);
        foreach (StereoWindow window in windows)
        {
            yield return inference.Run(window);
        }
    }
}
