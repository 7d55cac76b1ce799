using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Datasets;

/// <summary>Turns a recording into aligned samples, lazily, one pass over the file. Each sample owns its arrays.</summary>
public static class StereoSamples
{
    /// <summary>Samples of consecutive windows from the recording's beginning, without ground truth.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="windowUs">Length of a window.</param>
    /// <param name="channels">SBT channels.</param>
    /// <param name="losses">Takes the counts of events lost.</param>
    public static IEnumerable<StereoSample> OverRecording(
        IEventRecording recording, long windowUs = StackingBasedOnTime.DefaultWindowUs, int channels = StackingBasedOnTime.DefaultChannels, EventLosses? losses = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return StereoWindows.ByTime(recording, windowUs, losses: losses).Select(window => Encode(window, recording.Sensor, channels, null, null));
    }

    /// <summary>
    /// Samples of the windows that end at each ground-truth map's time, with the disparity d = f * B / Z of its depth Z. Maps at the
    /// beginning are passed over while more than a tenth of their window lies before the first event.
    /// </summary>
    /// <param name="recording">The recording; its events rectified as the maps are (MVSEC's own are not: <see cref="RectifiedRecording"/>).</param>
    /// <param name="truth">Its ground truth, on the same clock.</param>
    /// <param name="geometry">Focal length and baseline; null takes the recording's.</param>
    /// <param name="windowUs">Length of a window.</param>
    /// <param name="channels">SBT channels.</param>
    /// <param name="losses">Takes the counts of events lost.</param>
    /// <param name="first">Sample to begin with, of <see cref="CountAtGroundTruth"/>; earlier ones are not read.</param>
    /// <param name="count">Samples to give at most.</param>
    /// <exception cref="InvalidDataException">No geometry is known, or the maps are not of the sensor's size.</exception>
    public static IEnumerable<StereoSample> AtGroundTruth(
        IEventRecording recording, MvsecGroundTruth truth, StereoGeometry? geometry = null,
        long windowUs = StackingBasedOnTime.DefaultWindowUs, int channels = StackingBasedOnTime.DefaultChannels, EventLosses? losses = null,
        int first = 0, int count = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(truth);
        StereoGeometry rig = geometry ?? recording.Geometry
            ?? throw new InvalidDataException($"{recording.Path}: no focal length and baseline is known, so depth gives no disparity");
        if (truth.Sensor != recording.Sensor)
        {
            throw new InvalidDataException($"{truth.Path}: depth maps of {truth.Sensor} for a sensor of {recording.Sensor}");
        }

        first += FirstComplete(recording, truth, windowUs);
        long[] endsUs = [.. truth.TimesUs.Skip(first).Take(count)];
        return StereoWindows.EndingAt(recording, endsUs, windowUs, losses).Select((window, i) =>
        {
            float[] map = ToDisparity(truth.ReadDepthM(first + i), rig);
            StereoSample sample = Encode(window, recording.Sensor, channels, map, truth.ReadOcclusion(first + i));
            return PeriodUs(truth, first + i) == windowUs && truth.ReadEventDepthM(first + i) is float[] atEvents
                ? sample with { EventDisparityPx = ToDisparity(atEvents, rig) }
                : sample;
        });
    }

    /// <summary>Number of samples that <see cref="AtGroundTruth"/> gives.</summary>
    public static int CountAtGroundTruth(IEventRecording recording, MvsecGroundTruth truth, long windowUs = StackingBasedOnTime.DefaultWindowUs)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(truth);
        return truth.Count - FirstComplete(recording, truth, windowUs);
    }

    private static int FirstComplete(IEventRecording recording, MvsecGroundTruth truth, long windowUs)
    {
        int first = 0;
        while (first < truth.Count && truth.TimesUs[first] - windowUs < recording.FromUs - (windowUs / 10))
        {
            first++;
        }

        return first;
    }

    /// <summary>Time from the map before to map <paramref name="index"/>, microseconds: depth at events is that of this time. The first one's is taken to be the second one's, 0 of a single map.</summary>
    public static long PeriodUs(MvsecGroundTruth truth, int index)
    {
        ArgumentNullException.ThrowIfNull(truth);
        int to = Math.Max(index, 1);
        return to < truth.Count ? truth.TimesUs[to] - truth.TimesUs[to - 1] : 0;
    }

    private static float[] ToDisparity(float[] depthM, StereoGeometry rig)
    {
        foreach (ref float value in depthM.AsSpan())
        {
            value = rig.DisparityPx(value);
        }

        return depthM;
    }

    internal static StereoSample Encode(StereoWindow window, SensorSize sensor, int channels, float[]? disparityPx, byte[]? occluded)
    {
        sbyte[] left = new sbyte[channels * sensor.Pixels];
        sbyte[] right = new sbyte[channels * sensor.Pixels];
        byte[] marks = new byte[sensor.Pixels];
        int leftCount = StackingBasedOnTime.Encode(window.Left, window.Span, sensor, channels, left);
        int rightCount = StackingBasedOnTime.Encode(window.Right, window.Span, sensor, channels, right);
        EventCount.Mark(window.Left, window.Span, sensor, marks);
        return new StereoSample(window.Span, sensor, channels, left, right, marks, leftCount, rightCount, disparityPx, occluded);
    }
}
