namespace EventStereo.Energy.Models;

/// <summary>The memories of <see cref="TiledModel"/>.</summary>
/// <param name="BufferBytes">Buffer beside the arithmetic, that every operand passes.</param>
/// <param name="SramBytes">On-chip memory; what is larger lies in DRAM.</param>
/// <param name="DramPjPer64Bit">DRAM, picojoules a 64-bit access; 1,300 is the lower end of 1.3 to 2.6 nJ (Horowitz, ISSCC 2014, figure 1.1.9).</param>
/// <param name="StateBits">Width of a membrane and of a partial sum.</param>
public sealed record TiledMemory(double BufferBytes = 8192, double SramBytes = 1 << 20, double DramPjPer64Bit = 1300, int StateBits = 16)
{
    private const double BitsPerByte = 8;

    /// <summary>Picojoules a bit in the buffer.</summary>
    public double BufferPjPerBit => SramEnergy.PjPer64Bit(BufferBytes) / SramEnergy.AccessBits;

    /// <summary>Picojoules a bit moved from or to where that many bits are kept.</summary>
    public double BackingPjPerBit(double bits) =>
        (bits / BitsPerByte <= SramBytes ? SramEnergy.PjPer64Bit(bits / BitsPerByte) : DramPjPer64Bit) / SramEnergy.AccessBits;

    /// <summary>Picojoules to move that many bits once, where as many as <paramref name="kept"/> are kept.</summary>
    public double MovePj(double bits, double kept) => bits * BackingPjPerBit(kept);
}
