using System.Runtime.InteropServices;

namespace EventStereo.Bench.Convert;

/// <summary>A number that two tensors share only if they are equal, for all that a benchmark needs (FNV-1a over words of 64 bits, folded).</summary>
internal static class TensorDigest
{
    private const ulong Basis = 14_695_981_039_346_656_037, Prime = 1_099_511_628_211;

    public static ulong Of(ReadOnlySpan<sbyte> tensor)
    {
        ulong digest = Basis;
        foreach (ulong word in MemoryMarshal.Cast<sbyte, ulong>(tensor))
        {
            digest = (digest ^ word) * Prime;
            digest ^= digest >> 32;
        }

        foreach (sbyte value in tensor[(tensor.Length & ~7)..])
        {
            digest = (digest ^ (byte)value) * Prime;
        }

        return digest;
    }
}
