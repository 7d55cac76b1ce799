using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>A sequence whose files are open.</summary>
internal sealed class OpenStereoSequence(StereoSequence sequence, IEventRecording recording, IDisparityTruth truth) : IDisposable
{
    public StereoSequence Sequence => sequence;

    public IEventRecording Recording => recording;

    /// <summary>Throws where the maps are not those that the part asks for.</summary>
    public void Check()
    {
        if (truth.Sensor != recording.Sensor)
        {
            throw new InvalidDataException($"{truth.Path}: ground truth of {truth.Sensor} for a sensor of {recording.Sensor}");
        }

        if (sequence.Frames.Count > 0 && sequence.Frames[^1] >= truth.TimesUs.Count)
        {
            throw new InvalidDataException(
                $"{truth.Path}: {truth.TimesUs.Count:N0} ground-truth maps, but the split takes map {sequence.Frames[^1]:N0} of {sequence.Name} (counted from 0); the download is not complete");
        }
    }

    /// <summary>
    /// The windows that end at the maps <paramref name="frames"/>, ascending. Those of <paramref name="frames"/> alone that are in the
    /// part come with their disparity.
    /// </summary>
    public IEnumerable<DatasetWindow> Windows(IReadOnlyList<int> frames, DatasetOptions options, EventLosses losses)
    {
        long[] endsUs = [.. frames.Select(frame => truth.TimesUs[frame])];
        HashSet<int> inPart = [.. sequence.Frames];
        int next = 0;
        foreach (StereoWindow window in StereoWindows.EndingAt(recording, endsUs, options.WindowUs, losses))
        {
            int frame = frames[next++];
            if (options.Ddes)
            {
                window.Left.RemoveFirst(window.Left.LowerBound(window.Span.FromUs + 1));
                window.Right.RemoveFirst(window.Right.LowerBound(window.Span.FromUs + 1));
            }

            float[]? disparityPx = inPart.Contains(frame) ? Disparity(frame, options.Ddes) : null;
            float[]? depthM = options.WithDepth && disparityPx is not null ? (truth as IDepthTruth)?.ReadDepthM(frame) : null;
            yield return new DatasetWindow(sequence, frame, recording.Sensor, window, disparityPx, recording.Geometry) { DepthM = depthM };
        }
    }

    public void Dispose()
    {
        recording.Dispose();
        (truth as IDisposable)?.Dispose();
    }

    private float[] Disparity(int frame, bool ddes)
    {
        float[] map = truth.ReadDisparityPx(frame);
        if (ddes && truth is not MvsecDisparityTruth { Ddes: true })
        {
            foreach (ref float value in map.AsSpan())
            {
                value = DdesGroundTruth.Round(value);
            }
        }

        return map;
    }
}
