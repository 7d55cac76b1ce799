namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>numpy's spelling of element types, little-endian.</summary>
internal static class NpyType
{
    /// <exception cref="NotSupportedException">numpy arrays of this type are not written or read here.</exception>
    public static string Of<T>()
        where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.SByte => "|i1",
            TypeCode.Byte => "|u1",
            TypeCode.Int16 => "<i2",
            TypeCode.UInt16 => "<u2",
            TypeCode.Int32 => "<i4",
            TypeCode.UInt32 => "<u4",
            TypeCode.Int64 => "<i8",
            TypeCode.UInt64 => "<u8",
            TypeCode.Single => "<f4",
            TypeCode.Double => "<f8",
            _ => throw new NotSupportedException($"no numpy type for {typeof(T)}"),
        };
}
