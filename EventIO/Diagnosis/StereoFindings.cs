using System.Globalization;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>Findings about the event rates of one camera, and about two cameras held against each other.</summary>
internal static class StereoFindings
{
    /// <summary>One camera has at least this many times the events of the other.</summary>
    public const double MismatchFactor = 1.5;

    /// <summary>Cameras of fewer events are not compared.</summary>
    public const int LeastEvents = 1000;

    /// <summary>Beginnings or ends this far apart do not come from one start of recording, in microseconds.</summary>
    public const long SpanMismatchUs = 100_000;

    /// <summary>And they are apart by this many times the rarer camera's typical silence.</summary>
    public const double SpanMismatchSilences = 20;
    private const string Both = "left, right";

    /// <summary>What two cameras measure together.</summary>
    public static StereoFacts Measure(StreamExamination left, StreamExamination right, out RateCorrelation? correlation)
    {
        correlation = left.Delivered > 0 && right.Delivered > 0 ? RateCorrelation.Of(left.Rate, right.Rate) : null;
        bool tells = correlation?.AtLag >= RateCorrelation.LeastCorrelation;
        return new StereoFacts(
            left.Delivered > 0 ? (double)right.Delivered / left.Delivered : null,
            tells ? correlation?.LagUs : null, correlation?.AtLag, correlation?.AtZero);
    }

    /// <summary>Bursts of each camera.</summary>
    public static IEnumerable<Finding> Bursts(IReadOnlyList<StreamExamination> cameras)
    {
        for (int i = 0; i < cameras.Count; i++)
        {
            StreamExamination own = cameras[i];
            StreamExamination? other = cameras.Count == 2 && cameras[1 - i].Delivered > 0 ? cameras[1 - i] : null;
            if (own.Delivered == 0)
            {
                continue;
            }

            other?.Rate.WidenTo(own.Rate.WidthUs);
            own.Rate.WidenTo(other?.Rate.WidthUs ?? 0);
            double factor = other is null ? 0 : (double)own.Delivered / other.Delivered;
            if (RateBursts.Find(own.Rate, other?.Rate, factor) is { Count: > 0 } bursts)
            {
                (long atUs, long events, long busy) = bursts.MaxBy(burst => burst.Events);
                yield return new Finding(
                    FindingKind.RateBurst, FindingSeverity.Warning, own.Name, bursts.Count, bursts[0].AtUs,
                    Invariant($"{bursts.Count:N0} x {RateBursts.WindowUs / 1000} ms with far too many events, the fullest at {atUs / 1e6:N3} s with {events:N0}, where {busy:N0} are many"));
            }
        }
    }

    /// <summary>The findings about both cameras.</summary>
    public static IEnumerable<Finding> Of(StreamExamination left, StreamExamination right, RateCorrelation? correlation)
    {
        if (left.Delivered == 0 || right.Delivered == 0)
        {
            yield break;
        }

        if (correlation is { IsOffset: true } offset)
        {
            string rebased = left.FirstUs == right.FirstUs ? "; both begin at the same microsecond, as if each had been set to its own first event" : "";
            yield return new Finding(
                FindingKind.ClockOffset, FindingSeverity.Error, Both, 1, Math.Max(left.FirstUs, right.FirstUs),
                Invariant($"the right camera's clock is {offset.LagUs / 1000.0:0.0} ms ahead: the event rates correlate at {offset.AtLag:0.00} with that shift and at {offset.AtZero:0.00} without{rebased}"));
        }

        double silence = SpanMismatchSilences * Math.Max(left.Intervals.TypicalUs() ?? 0, right.Intervals.TypicalUs() ?? 0);
        double allowed = Math.Max(SpanMismatchUs, silence);
        double begin = (double)right.FirstUs - left.FirstUs, end = (double)right.LastUs - left.LastUs;
        if (Math.Abs(begin) > allowed || Math.Abs(end) > allowed)
        {
            yield return new Finding(
                FindingKind.SpanMismatch, FindingSeverity.Warning, Both, (Math.Abs(begin) > allowed ? 1 : 0) + (Math.Abs(end) > allowed ? 1 : 0),
                Math.Abs(begin) > allowed ? Math.Min(left.FirstUs, right.FirstUs) : Math.Min(left.LastUs, right.LastUs),
                Invariant($"the right camera begins {begin / 1e6:+0.000;-0.000} s and ends {end / 1e6:+0.000;-0.000} s from the left one"));
        }

        double ratio = (double)right.Delivered / left.Delivered;
        if (Math.Max(left.Delivered, right.Delivered) >= LeastEvents && (ratio >= MismatchFactor || ratio <= 1 / MismatchFactor))
        {
            yield return new Finding(
                FindingKind.RateMismatch, FindingSeverity.Warning, Both, Math.Abs(right.Delivered - left.Delivered), Math.Min(left.FirstUs, right.FirstUs),
                Invariant($"the right camera has {ratio:0.00} times the events of the left one ({right.Delivered:N0} and {left.Delivered:N0}); their thresholds or their views differ"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
