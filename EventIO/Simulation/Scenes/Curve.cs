namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>One coordinate over time: <c>mean + rate t + amplitude sin(2 pi hz t + phase)</c>, t in seconds.</summary>
internal readonly record struct Curve(double Mean, double RatePerS = 0, double Amplitude = 0, double Hz = 0, double Phase = 0)
{
    public bool IsConstant => RatePerS == 0 && (Amplitude == 0 || Hz == 0);

    public double At(double seconds) => Mean + (RatePerS * seconds) + (Amplitude * Math.Sin((2 * Math.PI * Hz * seconds) + Phase));

    /// <summary>A sway about <paramref name="mean"/> with the given peak speed.</summary>
    public static Curve Sway(double mean, double peakPerS, double hz, double phase) =>
        new(mean, 0, peakPerS / (2 * Math.PI * hz), hz, phase);

    /// <summary>The same, swaying no wider than <paramref name="amplitude"/>; it slows down with it.</summary>
    public Curve Limit(double amplitude) => this with { Amplitude = Math.Clamp(Amplitude, -amplitude, amplitude) };
}
