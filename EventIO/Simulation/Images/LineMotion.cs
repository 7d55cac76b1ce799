namespace EventStereo.EventIO.Simulation.Images;

/// <summary>A camera's way along the line, there and back along a sine, at rest at time 0: <c>start + span (1 - cos(2 pi f t)) / 2</c>.</summary>
internal readonly record struct LineMotion(double Start, double Span, double Hz)
{
    /// <summary>Where it is.</summary>
    public double At(int tUs) => Start + (Span * 0.5 * (1 - Math.Cos(2 * Math.PI * Hz * tUs * 1e-6)));

    /// <summary>Times from <paramref name="fromUs"/> (not in it) to <paramref name="untilUs"/> between which it moves by at most <paramref name="limit"/>.</summary>
    public List<int> Steps(int fromUs, int untilUs, double limit, int longestUs)
    {
        List<int> times = [];
        for (int atUs = fromUs; atUs < untilUs;)
        {
            int step = Math.Min(longestUs, untilUs - atUs);
            while (step > 1 && Farthest(atUs, atUs + step) > limit)
            {
                step = Math.Max(1, (int)Math.Min(step - 1, 0.95 * step * limit / Farthest(atUs, atUs + step)));
            }

            atUs += step;
            times.Add(atUs);
        }

        return times;
    }

    /// <summary>A bound on the way between two times: their distance by the speed at the faster of the ends and the middle, which a step of part of a period does not miss by more than the margin.</summary>
    private double Farthest(int fromUs, int toUs) =>
        (toUs - fromUs) * 1e-6 * Math.Max(Math.Abs(Speed(fromUs)), Math.Max(Math.Abs(Speed((fromUs + toUs) / 2)), Math.Abs(Speed(toUs))));

    private double Speed(int tUs) => Span * Math.PI * Hz * Math.Sin(2 * Math.PI * Hz * tUs * 1e-6);
}
