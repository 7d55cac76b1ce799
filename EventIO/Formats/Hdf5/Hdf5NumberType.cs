using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// Whether a type's bits lie within its bytes. libhdf5 1.10.8 reads and writes past its buffers where a damaged header says otherwise: one damaged
/// file in 100,000 ended the process by it.
/// </summary>
internal static class Hdf5NumberType
{
    private const int BitsPerByte = 8;

    /// <summary>Of a type of one number: its size is above 0, its offset and precision fit in, and so do a float's fields; any other type passes.</summary>
    public static bool IsSound(Hdf5Id type)
    {
        H5T.class_t kind = H5T.get_class(type);
        if (kind is not (H5T.class_t.FLOAT or H5T.class_t.INTEGER))
        {
            return true;
        }

        long bits = (long)H5T.get_size(type) * BitsPerByte;
        return Fits(H5T.get_offset(type), H5T.get_precision(type), bits) && (kind == H5T.class_t.INTEGER || FieldsFit(type, bits));
    }

    private static bool FieldsFit(Hdf5Id type, long bits)
    {
        nint sign = 0, exponent = 0, exponentBits = 0, mantissa = 0, mantissaBits = 0;
        return H5T.get_fields(type, ref sign, ref exponent, ref exponentBits, ref mantissa, ref mantissaBits) >= 0
            && Fits(sign, 1, bits) && Fits(exponent, exponentBits, bits) && Fits(mantissa, mantissaBits, bits);
    }

    private static bool Fits(long from, long count, long bits) => from >= 0 && count > 0 && count <= bits && from <= bits - count;
}
