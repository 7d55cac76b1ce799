using System.Globalization;

namespace EventStereo.EventIO.Simulation;

/// <summary>The closed interval <c>[Min, Max]</c> from which a simulated scene draws a value; equal ends fix it.</summary>
public readonly record struct ValueRange(double Min, double Max)
{
    /// <summary>The range that holds one value.</summary>
    public static ValueRange Of(double value) => new(value, value);

    /// <summary>Whether both ends are finite, in order and within <c>[low, high]</c>.</summary>
    public bool IsWithin(double low, double high) => Min >= low && Max <= high && Min <= Max;

    /// <summary>As <c>[min, max]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Min}, {Max}]");
}
