namespace EventStereo.Energy.Models;

/// <summary>What arithmetic costs, in picojoules an operation.</summary>
/// <param name="MultiplyPj">One multiplication.</param>
/// <param name="AddPj">One addition; a comparison costs the same.</param>
/// <param name="Bits">Width of a number.</param>
public sealed record ArithmeticPrices(double MultiplyPj, double AddPj, int Bits)
{
    /// <summary>45 nm CMOS at 0.9 V, 32-bit float (M. Horowitz, "Computing's energy problem", ISSCC 2014, figure 1.1.9).</summary>
    public static readonly ArithmeticPrices Cmos45nmFloat32 = new(3.7, 0.9, 32);

    /// <summary>45 nm CMOS at 0.9 V, 16-bit float (the same figure).</summary>
    public static readonly ArithmeticPrices Cmos45nmFloat16 = new(1.1, 0.4, 16);

    /// <summary>45 nm CMOS at 0.9 V, 8-bit integer (the same figure).</summary>
    public static readonly ArithmeticPrices Cmos45nmInt8 = new(0.2, 0.03, 8);

    /// <summary>45 nm CMOS at 0.9 V, 32-bit integer (the same figure).</summary>
    public static readonly ArithmeticPrices Cmos45nmInt32 = new(3.1, 0.1, 32);

    /// <summary>One multiply-accumulate.</summary>
    public double MacPj => MultiplyPj + AddPj;

    /// <summary>
    /// A multiply-accumulate of a weight with an activation of <paramref name="activationBits"/> bits: a multiplication by one bit is a selection,
    /// and one by b bits takes b of the full multiplier's rows: <c>MultiplyPj b / Bits + AddPj</c>, for b = 1 only <c>AddPj</c>.
    /// </summary>
    public double NarrowMacPj(int activationBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(activationBits);
        return activationBits == 1 ? AddPj : (MultiplyPj * Math.Min(activationBits, Bits) / Bits) + AddPj;
    }

    /// <summary>Energy of elementwise arithmetic in picojoules; exponentials have no price.</summary>
    public double ElementwisePj(ElementwiseOperations operations) =>
        (operations.Multiplications * MultiplyPj) + ((operations.Additions + operations.Comparisons) * AddPj);
}
