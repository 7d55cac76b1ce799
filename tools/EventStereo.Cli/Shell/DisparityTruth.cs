using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Cli.Shell;

/// <summary>The ground truth of an interval, as disparity.</summary>
internal sealed class DisparityTruth
{
    private readonly MvsecGroundTruth truth;
    private readonly StereoGeometry geometry;
    private readonly int first;

    /// <summary>Takes the maps of <paramref name="truth"/> whose time is after <paramref name="fromUs"/> and not after <paramref name="toUs"/>.</summary>
    public DisparityTruth(MvsecGroundTruth truth, StereoGeometry geometry, long? fromUs, long? toUs)
    {
        this.truth = truth;
        this.geometry = geometry;
        first = truth.TimesUs.TakeWhile(tUs => tUs <= fromUs).Count();
        TimesUs = [.. truth.TimesUs.Skip(first).TakeWhile(tUs => !(tUs > toUs))];
    }

    /// <summary>Time of each map.</summary>
    public IReadOnlyList<long> TimesUs { get; }

    /// <summary>Map <paramref name="index"/> of the interval, [H, W] in px, NaN where unknown.</summary>
    public float[] Read(int index)
    {
        float[] map = truth.ReadDepthM(first + index);
        foreach (ref float value in map.AsSpan())
        {
            value = geometry.DisparityPx(value);
        }

        return map;
    }

    /// <summary>At most <paramref name="count"/> maps, spread over the interval.</summary>
    public IEnumerable<float[]> Sample(int count)
    {
        int step = Math.Max(1, TimesUs.Count / count);
        for (int i = 0; i < TimesUs.Count; i += step)
        {
            yield return Read(i);
        }
    }
}
