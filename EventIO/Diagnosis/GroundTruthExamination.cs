using System.Globalization;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>Holds depth or disparity maps against the events that they belong to. Reads one map at a time.</summary>
internal static class GroundTruthExamination
{
    /// <summary>A gap is longer than this many times the median time from one map to the next.</summary>
    public const double GapFactor = 3;

    /// <summary>Examines maps.</summary>
    /// <param name="name">The stream's name.</param>
    /// <param name="path">Its file.</param>
    /// <param name="size">Extents of a map.</param>
    /// <param name="timesUs">Time of each, increasing.</param>
    /// <param name="read">Reads one; a value is valid unless it is NaN.</param>
    /// <param name="sensor">The recording's sensor.</param>
    /// <param name="events">Time from the first to the last event; null without events.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="cancellation">Stops between maps.</param>
    public static GroundTruthFacts Run(
        string name, string path, SensorSize size, IReadOnlyList<long> timesUs, Func<int, float[]> read, SensorSize sensor, TimeWindow? events,
        List<Finding> findings, CancellationToken cancellation)
    {
        if (size != sensor)
        {
            findings.Add(Damaged(name, 1, null, $"the maps are {size}, the sensor is {sensor}"));
        }

        long usual = Usual(timesUs);
        if (events is TimeWindow span)
        {
            FindOutside(name, timesUs, span, usual, findings);
        }

        FindGaps(name, timesUs, usual, findings);
        long valid = CountValid(name, timesUs, read, findings, cancellation, out int maps);
        double? covered = events is TimeWindow whole && timesUs.Count > 0 && whole.ToUs > whole.FromUs
            ? Math.Max(0, (double)Math.Min(whole.ToUs, timesUs[^1]) - Math.Max(whole.FromUs, timesUs[0])) / ((double)whole.ToUs - whole.FromUs)
            : null;
        return new GroundTruthFacts(
            path, timesUs.Count, timesUs.Count > 0 ? timesUs[0] : null, timesUs.Count > 0 ? timesUs[^1] : null,
            maps == 0 ? null : valid / ((double)maps * size.Pixels), covered);
    }

    private static long Usual(IReadOnlyList<long> timesUs)
    {
        long[] steps = [.. timesUs.Skip(1).Zip(timesUs, (after, before) => after - before).Order()];
        return steps.Length == 0 ? 0 : steps[steps.Length / 2];
    }

    private static void FindOutside(string name, IReadOnlyList<long> timesUs, TimeWindow events, long usual, List<Finding> findings)
    {
        // The first and the last map may well lie one step beyond the events.
        Place outside = default;
        foreach (long tUs in timesUs)
        {
            if (tUs < events.FromUs - usual || tUs > events.ToUs + usual)
            {
                outside.Add(tUs, null);
            }
        }

        if (outside.Count > 0)
        {
            findings.Add(new Finding(
                FindingKind.GroundTruthOutside, FindingSeverity.Warning, name, outside.Count, outside.AtUs,
                Invariant($"{outside.Count:N0} of {timesUs.Count:N0} maps lie outside the events, which reach from {events.FromUs / 1e6:N3} s to {events.ToUs / 1e6:N3} s")));
        }
    }

    private static void FindGaps(string name, IReadOnlyList<long> timesUs, long usual, List<Finding> findings)
    {
        Place gaps = default;
        long longest = 0;
        for (int i = 1; i < timesUs.Count; i++)
        {
            long step = timesUs[i] - timesUs[i - 1];
            if (step > GapFactor * usual)
            {
                gaps.Add(timesUs[i - 1], i - 1);
                longest = Math.Max(longest, step);
            }
        }

        if (gaps.Count > 0)
        {
            findings.Add(new Finding(
                FindingKind.GroundTruthGap, FindingSeverity.Warning, name, gaps.Count, gaps.AtUs,
                Invariant($"{gaps.Count:N0} gaps between maps, the longest of {longest / 1e6:N3} s where {usual / 1e6:N3} s are usual"))
            { FirstIndex = gaps.Index });
        }
    }

    private static long CountValid(
        string name, IReadOnlyList<long> timesUs, Func<int, float[]> read, List<Finding> findings, CancellationToken cancellation, out int maps)
    {
        Place empty = default, damaged = default;
        string reason = "";
        long valid = 0;
        maps = 0;
        for (int i = 0; i < timesUs.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                int here = read(i).Count(value => !float.IsNaN(value));
                valid += here;
                maps++;
                if (here == 0)
                {
                    empty.Add(timesUs[i], i);
                }
            }
            catch (InvalidDataException failure)
            {
                reason = damaged.Count == 0 ? failure.Message : reason;
                damaged.Add(timesUs[i], i);
            }
        }

        if (empty.Count > 0)
        {
            findings.Add(new Finding(
                FindingKind.GroundTruthEmpty, FindingSeverity.Warning, name, empty.Count, empty.AtUs, Invariant($"{empty.Count:N0} maps have no valid pixel, the first is map {empty.Index:N0}"))
            { FirstIndex = empty.Index });
        }

        if (damaged.Count > 0)
        {
            findings.Add(Damaged(name, damaged.Count, damaged.AtUs, Invariant($"{damaged.Count:N0} maps do not read; the first is map {damaged.Index:N0}: {reason}")));
        }

        return valid;
    }

    private static Finding Damaged(string name, long count, long? atUs, string detail) =>
        new(FindingKind.GroundTruthDamaged, FindingSeverity.Error, name, count, atUs, detail);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
