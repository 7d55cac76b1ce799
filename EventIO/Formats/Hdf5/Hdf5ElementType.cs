using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>HDF5's names of element types that arrays are written in.</summary>
internal static class Hdf5ElementType
{
    /// <summary>The type in memory.</summary>
    /// <exception cref="NotSupportedException">Arrays of this type are not written here.</exception>
    public static long Memory<T>()
        where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.SByte => H5T.NATIVE_INT8,
            TypeCode.Byte => H5T.NATIVE_UINT8,
            TypeCode.Int32 => H5T.NATIVE_INT32,
            TypeCode.Int64 => H5T.NATIVE_INT64,
            TypeCode.Single => H5T.NATIVE_FLOAT,
            TypeCode.Double => H5T.NATIVE_DOUBLE,
            _ => throw new NotSupportedException($"no HDF5 type for {typeof(T)}"),
        };

    /// <summary>The type in a file: little-endian.</summary>
    /// <exception cref="NotSupportedException">Arrays of this type are not written here.</exception>
    public static long File<T>()
        where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.SByte => H5T.STD_I8LE,
            TypeCode.Byte => H5T.STD_U8LE,
            TypeCode.Int32 => H5T.STD_I32LE,
            TypeCode.Int64 => H5T.STD_I64LE,
            TypeCode.Single => H5T.IEEE_F32LE,
            TypeCode.Double => H5T.IEEE_F64LE,
            _ => throw new NotSupportedException($"no HDF5 type for {typeof(T)}"),
        };
}
