namespace EventStereo.Energy;

/// <summary>What an arithmetic operation costs on some hardware. Memory traffic is not part of it.</summary>
/// <param name="Name">Process and number format.</param>
/// <param name="MacPj">Energy of one multiply-accumulate, in picojoules.</param>
/// <param name="AcPj">Energy of one accumulation, in picojoules.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record CostTable(string Name, double MacPj, double AcPj, string Source)
{
    /// <summary>
    /// 45 nm CMOS at 0.9 V, 32-bit float: 3.7 pJ a multiplication and 0.9 pJ an addition, so 4.6 pJ a multiply-accumulate and
    /// 0.9 pJ an accumulation. Source: M. Horowitz, "Computing's energy problem (and what we can do about it)", ISSCC 2014, figure 1.1.9.
    /// </summary>
    public static readonly CostTable Cmos45nmFloat32 = new("45 nm CMOS, 32-bit float", 4.6, 0.9, "Horowitz, ISSCC 2014, figure 1.1.9");

    private const double MjPerPj = 1e-9;

    /// <summary>Energy of that many operations, in millijoules: <c>(macs MacPj + acs AcPj) 1e-9</c>.</summary>
    public double EnergyMj(double macs, double acs) => ((macs * MacPj) + (acs * AcPj)) * MjPerPj;
}
