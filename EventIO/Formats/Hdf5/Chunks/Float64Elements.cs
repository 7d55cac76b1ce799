using System.Numerics;
using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>Elements of any type as float64, rounded to the nearest where an integer of 64 bits does not fit.</summary>
internal static class Float64Elements
{
    /// <summary>The elements themselves if they are float64, else converted ones in <paramref name="scratch"/>.</summary>
    public static ReadOnlySpan<double> Of(ReadOnlySpan<byte> elements, Hdf5Element type, ChunkScratch scratch) => type switch
    {
        Hdf5Element.Float64 => MemoryMarshal.Cast<byte, double>(elements),
        Hdf5Element.Float32 => Converted<float>(elements, scratch),
        Hdf5Element.Int8 => Converted<sbyte>(elements, scratch),
        Hdf5Element.Int16 => Converted<short>(elements, scratch),
        Hdf5Element.Int32 => Converted<int>(elements, scratch),
        Hdf5Element.Int64 => Converted<long>(elements, scratch),
        Hdf5Element.UInt8 => Converted<byte>(elements, scratch),
        Hdf5Element.UInt16 => Converted<ushort>(elements, scratch),
        Hdf5Element.UInt32 => Converted<uint>(elements, scratch),
        Hdf5Element.UInt64 => Converted<ulong>(elements, scratch),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no element type of a block"),
    };

    private static Span<double> Converted<T>(ReadOnlySpan<byte> elements, ChunkScratch scratch)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> source = MemoryMarshal.Cast<byte, T>(elements);
        Span<double> target = scratch.Float64Of(source.Length);
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = double.CreateTruncating(source[i]);
        }

        return target;
    }
}
