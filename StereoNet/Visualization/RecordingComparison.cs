using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Baselines;

namespace EventStereo.StereoNet.Visualization;

/// <summary>Runs several methods over the same windows and keeps the frames that are to be shown.</summary>
/// <param name="methods">The methods; each begins from what it remembers.</param>
/// <param name="sensor">Size of both cameras.</param>
/// <param name="atEvents">Whether maps are shown and scored only where the left camera had an event.</param>
public sealed class RecordingComparison(IReadOnlyList<ComparedMethod> methods, SensorSize sensor, bool atEvents)
{
    /// <summary>
    /// The frames of the windows that are <paramref name="wanted"/>, lazily; each is its taker's. Methods see every window up to the
    /// last wanted one, so those with memory have an unbroken stream.
    /// </summary>
    /// <param name="windows">Consecutive windows, in order of time.</param>
    /// <param name="wanted">Told a window's number, from 0: whether it is shown.</param>
    /// <param name="truthPx">Gives the true disparity of a window, <c>[H, W]</c>, by its number; null where there is none.</param>
    public IEnumerable<(int Index, ComparisonFrame Frame)> Run(IEnumerable<StereoWindow> windows, Predicate<int> wanted, Func<int, float[]>? truthPx)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(wanted);
        return Iterate(windows, wanted, truthPx);
    }

    private IEnumerable<(int Index, ComparisonFrame Frame)> Iterate(IEnumerable<StereoWindow> windows, Predicate<int> wanted, Func<int, float[]>? truthPx)
    {
        int index = 0;
        foreach (StereoWindow window in windows)
        {
            Dictionary<int, StereoFrames> frames = methods.Select(method => method.Channels).Distinct().ToDictionary(channels => channels, channels => StereoFrames.From(window, sensor, channels));
            List<float[]> maps = [.. methods.Select(method => method.Method.Estimate(frames[method.Channels]))];
            if (wanted(index))
            {
                yield return (index, new ComparisonFrame(window, sensor, maps, truthPx?.Invoke(index), atEvents));
            }

            index++;
        }
    }
}
