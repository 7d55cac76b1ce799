namespace EventStereo.Search.Architecture;

/// <summary>A stored tensor without its data.</summary>
/// <param name="Name">Its name in the state dictionary.</param>
/// <param name="Dtype">Element type.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Length">How many bytes it has: elements times element size.</param>
public sealed record SafetensorInfo(string Name, SafetensorDtype Dtype, IReadOnlyList<long> Shape, long Offset, long Length)
{
    /// <summary>Bytes of one element of <paramref name="dtype"/>.</summary>
    public static int ElementSize(SafetensorDtype dtype) => dtype switch
    {
        SafetensorDtype.BOOL or SafetensorDtype.U8 or SafetensorDtype.I8 => 1,
        SafetensorDtype.U16 or SafetensorDtype.I16 or SafetensorDtype.F16 or SafetensorDtype.BF16 => 2,
        SafetensorDtype.U32 or SafetensorDtype.I32 or SafetensorDtype.F32 => 4,
        SafetensorDtype.U64 or SafetensorDtype.I64 or SafetensorDtype.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "unknown element type"),
    };

    /// <summary>Bytes of a tensor of that shape; false if a size is negative or the product does not fit a file.</summary>
    public static bool TryByteLength(SafetensorDtype dtype, IReadOnlyList<long> shape, out long length)
    {
        ArgumentNullException.ThrowIfNull(shape);
        length = 0;
        Int128 product = ElementSize(dtype);
        foreach (long size in shape)
        {
            // Sizes are below 2^63 and the product below 2^63 before each step, so 128 bits cannot overflow.
            product *= size;
            if (size < 0 || product > long.MaxValue)
            {
                return false;
            }
        }

        length = (long)product;
        return true;
    }
}
