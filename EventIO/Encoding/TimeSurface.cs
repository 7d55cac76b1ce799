using System.Buffers;
using System.Numerics;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Time surfaces: how long ago a pixel had its latest event, by exponential decay, seen from the window's end: S(p, y, x) = exp(-(to - T(p, y, x)) / tau), where T is the
/// time of the latest event of polarity p at the pixel within the window, and S = 0 where there was none (Lagorce et al., "HOTS: A Hierarchy of Event-Based
/// Time-Surfaces for Pattern Recognition", TPAMI 2017, 3.1, whose surfaces are seen from an event's time instead).
/// </summary>
public static class TimeSurface
{
    /// <summary>Default of tau, in microseconds: the length of the default window, so that its oldest events still weigh 1 / e.</summary>
    public const double DefaultTauUs = 50_000;

    /// <summary>Encodes the events of a window.</summary>
    /// <param name="events">Events in any order; those outside the window or off the sensor are not counted.</param>
    /// <param name="window">The window, half-open; its end is the time from which the surface is seen.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="tauUs">Time constant tau in microseconds, above 0.</param>
    /// <param name="destination">[2, H, W], overwritten: plane 0 negative, plane 1 positive; 0 to 1.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, double tauUs, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        TimeSlices.Check(window, slices: 1);
        CheckTau(tauUs);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, checked(2 * sensor.Pixels), nameof(destination));
        EventRun run = EventRun.Of(events, window);
        if (!run.InOrder)
        {
            return ScalarEncoders.TimeSurface(events, window, sensor, tauUs, destination);
        }

        // In time order a pixel's latest event is the last one written there; a decay is then taken once a pixel, not once an event.
        int[] rented = ArrayPool<int>.Shared.Rent(destination.Length);
        try
        {
            Span<int> latest = rented.AsSpan(0, destination.Length);
            latest.Clear();
            int counted = PixelSums.PutOrdinals(events, run.From, run.To, sensor, latest);
            Decay(latest, events.TUs[run.From..run.To], window.ToUs, tauUs, destination);
            return counted;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// exp(-(to - t) / tau) of each pixel's latest event, 0 where there was none, in float32 by vectors: within 3e-7 of the exact value. Most pixels of a window have had no
    /// event, and a vector of them takes no exponential.
    /// </summary>
    private static void Decay(ReadOnlySpan<int> latest, ReadOnlySpan<long> times, long toUs, double tauUs, Span<float> destination)
    {
        double perTau = 1 / tauUs;
        Span<float> exponents = stackalloc float[Vector<float>.Count];
        int i = 0;
        for (; i + Vector<float>.Count <= latest.Length; i += Vector<float>.Count)
        {
            Vector<int> ordinals = new(latest[i..]);
            Vector<float> surface = Vector<float>.Zero;
            if (ordinals != Vector<int>.Zero)
            {
                for (int k = 0; k < exponents.Length; k++)
                {
                    // Where there was none, any time will do: what it gives is masked.
                    exponents[k] = (float)((times[Math.Max(latest[i + k] - 1, 0)] - toUs) * perTau);
                }

                surface = Vector.ConditionalSelect(Vector.AsVectorSingle(Vector.Equals(ordinals, Vector<int>.Zero)), surface, Vector.Exp(new Vector<float>(exponents)));
            }

            surface.CopyTo(destination[i..]);
        }

        for (; i < latest.Length; i++)
        {
            destination[i] = latest[i] == 0 ? 0 : MathF.Exp((float)((times[latest[i] - 1] - toUs) * perTau));
        }
    }

    /// <summary>Checks a time constant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a number above 0.</exception>
    internal static void CheckTau(double tauUs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tauUs);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(tauUs), false, nameof(tauUs));
    }
}
